package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * A learner together with one of its states. Immutable: learning returns a new model. Callers that work with any
 * learner hold a {@code Model<?>}.
 *
 * @param learner the learning algorithm
 * @param state a state of this learner
 * @param <S> the learner's kind of state
 */
public record Model<S extends LearnerState>(Learner<S> learner, S state) {

    /** A model before any example. */
    public static <S extends LearnerState> Model<S> fresh(Learner<S> learner) {
        return new Model<>(learner, learner.initial());
    }

    /**
     * Restores a stored model; it continues exactly as the stored one would have.
     *
     * @param learner the currently configured learner
     * @param snapshot a result of {@link #snapshot}
     * @throws IllegalStateException if the snapshot belongs to another learner, configuration or layout, or is damaged;
     *     the
     *     message contains the action to take
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

    /** The prediction for x; see {@link Learner#predict}. */
    public Prediction predict(Vec x) {
        return learner.predict(state, x);
    }

    /** The value of the prediction for x; see {@link Learner#value}. */
    public double value(Vec x) {
        return learner.value(state, x);
    }

    /** Test, then train: predicts the example, computes the loss, and only then learns it. */
    public PrequentialStep<S> testThenTrain(Example example) {
        PredictionAndState<S> lesson = learner.predictThenLearn(state, example);
        Loss loss = Loss.of(lesson.prediction(), example.target());
        return new PrequentialStep<>(lesson.prediction(), loss, new Model<>(learner, lesson.next()));
    }

    /** The parameters in a readable form. */
    public LearnedParameters parameters() {
        return learner.parameters(state);
    }

    /** The stored form of this model. */
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
