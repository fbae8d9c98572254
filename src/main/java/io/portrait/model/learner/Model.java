package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * A learner and one state of it: immutable, so learning gives another model. Others hold it as {@code Model<?>} and
 * need not know which learner it is.
 *
 * @param learner how it learns
 * @param state what it knows; a state of this learner
 * @param <S> the learner's kind of state
 */
public record Model<S extends LearnerState>(Learner<S> learner, S state) {

    /** A model that has learned nothing. */
    public static <S extends LearnerState> Model<S> fresh(Learner<S> learner) {
        return new Model<>(learner, learner.initial());
    }

    /**
     * The model that was stored; it continues exactly as the stored one would have.
     *
     * @param learner the learner that is configured now
     * @param snapshot what {@link #snapshot} gave
     * @throws IllegalStateException if the snapshot is of another learner, configuration or layout, or not of its
     *     shape; the message says what to do
     */
    public static <S extends LearnerState> Model<S> restore(Learner<S> learner, LearnerSnapshot snapshot) {
        Provenance stored = snapshot.provenance();
        Provenance expected = provenance(learner, stored.examples());
        if (!stored.equals(expected)) {
            throw new IllegalStateException("stored state is of %s, the code has %s: %s"
                    .formatted(describe(stored), describe(expected), remedy(stored, expected)));
        }
        return new Model<>(learner, learner.restore(stored.examples(), snapshot.numbers()));
    }

    /** The model after one more example; see {@link Learner#learn}. */
    public Model<S> learn(Example example) {
        return new Model<>(learner, learner.learn(state, example));
    }

    /** What it says of x; see {@link Learner#predict}. */
    public Prediction predict(Vec x) {
        return learner.predict(state, x);
    }

    /** The value that it predicts for x; see {@link Learner#value}. */
    public double value(Vec x) {
        return learner.value(state, x);
    }

    /** Test, then train: predicts the example, takes the loss, and only then learns it. */
    public PrequentialStep<S> testThenTrain(Example example) {
        PredictionAndState<S> lesson = learner.predictThenLearn(state, example);
        Loss loss = Loss.of(lesson.prediction(), example.target());
        return new PrequentialStep<>(lesson.prediction(), loss, new Model<>(learner, lesson.next()));
    }

    /** The parameters for people to read. */
    public LearnedParameters parameters() {
        return learner.parameters(state);
    }

    /** This model as a store keeps it. */
    public LearnerSnapshot snapshot() {
        return new LearnerSnapshot(provenance(learner, state.examples()), state.numbers());
    }

    private static Provenance provenance(Learner<?> learner, long examples) {
        LearnerConfig config = learner.config();
        return new Provenance(config.name(), config.identity(), learner.layoutVersion(), examples);
    }

    private static String describe(Provenance provenance) {
        return "%s in layout %d".formatted(provenance.config(), provenance.layoutVersion());
    }

    private static String remedy(Provenance stored, Provenance expected) {
        return stored.layoutVersion() > expected.layoutVersion()
                ? "run the newer version of the service that wrote it, or rebuild it by replaying the journal"
                : "rebuild it by replaying the journal, or configure the learner as it was stored";
    }
}
