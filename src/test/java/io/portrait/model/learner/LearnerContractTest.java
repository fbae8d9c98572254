package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of {@link Learner}, tested on each learner in the registry and on some with unusual options. */
class LearnerContractTest {

    private static final int DIMENSIONS = 4;
    private static final double[] HOSTILE = {
        0, -0.0, 1, -1, 1e-300, Double.MIN_VALUE, 1e6, -1e6, 1e12, 1e154, -1e155, 1e308, -1e308, Double.MAX_VALUE
    };

    static Stream<Learner<?>> defaults() {
        return Learners.names().stream().map(name -> Learners.byName(name, DIMENSIONS));
    }

    static Stream<Learner<?>> learners() {
        Stream<Learner<?>> unusual = Stream.of(
                        "batch-mean(dimensions=4,batchSize=1,stepSize=1.0)",
                        "batch-mean(dimensions=4,batchSize=5,stepSize=1.0)",
                        "rls(dimensions=4,forgetting=1.0,ridge=1e-6,windupLimit=1000)",
                        "rls(dimensions=4,forgetting=0.5,ridge=1e-6,windupLimit=1000)",
                        "rls(dimensions=4,forgetting=0.9,ridge=1e6,windupLimit=1)",
                        "sgd(dimensions=4,loss=logistic,stepSize=10,decay=0.5)",
                        "sgd(dimensions=4,loss=hinge,stepSize=10)",
                        "sgd(dimensions=4,loss=epsilon-insensitive,epsilon=0,decay=1)",
                        "adagrad(dimensions=4,loss=hinge,stepSize=10,delta=1e-12)",
                        "rmsprop(dimensions=4,loss=logistic,stepSize=10,decay=0,delta=1e-12)",
                        "rmsprop(dimensions=4,stepSize=10,decay=0.9999,delta=1e-12)",
                        "adam(dimensions=4,loss=hinge,stepSize=10,momentum=0,decay=0)",
                        "adam(dimensions=4,stepSize=10,momentum=0.9999,decay=0.9999,delta=1e-12)",
                        "ftrl-proximal(dimensions=4,loss=squared,alpha=10,beta=1e-12,l1=1,l2=1)",
                        "ftrl-proximal(dimensions=4,loss=hinge,alpha=1e-12)",
                        "pa(dimensions=4,loss=hinge)",
                        "pa-1(dimensions=4,epsilon=0,aggressiveness=1e6)",
                        "pa-1(dimensions=4,loss=hinge,aggressiveness=1e6)",
                        "pa-2(dimensions=4,loss=hinge,aggressiveness=1e6)",
                        "kernel-pa(dimensions=4,features=8,bandwidth=1e-3,variant=pa-2,loss=hinge,aggressiveness=1e6,seed=-7)",
                        "bayes-linear(dimensions=4,priorVariance=1e6,noiseShape=1.001,noiseScale=1e-12)",
                        "bayes-logistic(dimensions=4,priorVariance=1e6,forgetting=0.5,windupLimit=1000)",
                        "bayes-logistic(dimensions=4,priorVariance=1e-6)",
                        "mlp(dimensions=4,hidden=1,stepSize=10,delta=1e-12,loss=hinge,seed=-7)",
                        "mlp(dimensions=4,hidden=40,stepSize=10,loss=logistic)")
                .map(Learners::parse);
        return Stream.concat(defaults(), unusual);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void predictsBeforeItHasLearnedAnything(Learner<?> learner) {
        Model<?> model = Model.fresh(learner);
        assertThat(model.state().examples()).isZero();
        assertThat(model.predict(Vec.of(1, -1, 0.5, 0)).value()).isFinite();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void givesTheSameStateForTheSameExamplesBitForBit(Learner<?> learner) {
        assertThat(learned(Model.fresh(learner), 1, 103)).isEqualTo(learned(Model.fresh(learner), 1, 103));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void learnsSomething(Learner<?> learner) {
        Model<?> model = learned(Model.fresh(learner), 1, 103);
        assertThat(model.state().examples()).isEqualTo(103);
        assertThat(model.parameters()).isNotEqualTo(Model.fresh(learner).parameters());
    }

    @ParameterizedTest
    @MethodSource("learners")
    void leavesItsInputsUntouched(Learner<?> learner) {
        Model<?> model = learned(Model.fresh(learner), 1, 13);
        double[] before = model.state().numbers().toArray();
        Example example = new Example(Vec.of(0.1, 0.2, 0.3, 0.4), 1, 1);
        Prediction first = model.predict(example.x());

        model.learn(example);
        model.testThenTrain(example);
        model.parameters();
        model.snapshot();

        assertThat(model.state().numbers().toArray()).isEqualTo(before);
        assertThat(model.predict(example.x())).isEqualTo(first);
        assertThat(example.x()).isEqualTo(Vec.of(0.1, 0.2, 0.3, 0.4));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void restoredModelContinuesIdentically(Learner<?> learner) {
        for (int examples = 0; examples <= 20; examples++) {
            Model<?> model = learned(Model.fresh(learner), 1, examples);
            Model<?> restored = throughTheStore(model);
            assertThat(restored).isEqualTo(model);
            assertThat(learned(restored, 2, 50)).isEqualTo(learned(model, 2, 50));
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void stateHasTheDeclaredSize(Learner<?> learner) {
        for (int examples = 0; examples <= 20; examples++) {
            Model<?> model = learned(Model.fresh(learner), 1, examples);
            assertThat(model.state().numbers().size()).isEqualTo(learner.stateSize());
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void staysFiniteUnderHostileInput(Learner<?> learner) {
        SplittableRandom random = new SplittableRandom(20261123);
        Model<?> model = Model.fresh(learner);
        for (int i = 0; i < 100_000; i++) {
            Example example = hostile(random);
            PrequentialStep<?> step =
                    model.testThenTrain(example); // the constructors of Vec and Prediction reject NaN and infinity
            step.prediction()
                    .variance()
                    .ifPresent(variance -> assertThat(variance).isNotNegative());
            model = step.next();
        }
        assertThat(model.state().examples()).isEqualTo(100_000);
        assertThat(throughTheStore(model)).isEqualTo(model);
        assertThat(model.parameters().blocks().values())
                .allSatisfy(block -> assertThat(block.stream()).allMatch(Double::isFinite));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void staysFiniteUnderARepeatedExtreme(Learner<?> learner) {
        for (double x : HOSTILE) {
            Model<?> model = Model.fresh(learner);
            for (int i = 0; i < 2_000; i++) {
                model = model.learn(new Example(Vec.of(x, x, -x, 1), i % 2 == 0 ? 1e308 : -1e308, 1e6));
            }
            assertThat(model.predict(Vec.of(1e308, -1e308, 1e308, x)).value()).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void staysWithinLimitsFromTheEdgeOfThem(Learner<?> learner) {
        Provenance provenance = Model.fresh(learner).snapshot().provenance();
        Vec atTheLimit = Model.fresh(learner).state().numbers().map(number -> 1e60);
        Model<?> model = Model.restore(learner, new LearnerSnapshot(provenance, atTheLimit));
        for (int i = 0; i < 8; i++) {
            model = model.learn(new Example(Vec.of(1e6, 1e6, 1e6, 1e6), 0, 1));
        }
        assertThat(model.state().examples()).isEqualTo(8);
        assertThat(model.state().numbers().stream()).allMatch(number -> Math.abs(number) <= 1e60);
        assertThat(model.predict(Vec.of(1e308, 1e308, 1e308, 1e308)).value()).isFinite();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void testThenTrainEqualsPredictAndLearn(Learner<?> learner) {
        SplittableRandom random = new SplittableRandom(11);
        Model<?> model = Model.fresh(learner);
        for (int i = 0; i < 200; i++) {
            Example example = i % 10 == 9 ? hostile(random) : gentle(random);
            assertThat(model.value(example.x()))
                    .isEqualTo(model.predict(example.x()).value());
            PrequentialStep<?> step = model.testThenTrain(example);
            assertThat(step.prediction()).isEqualTo(model.predict(example.x()));
            model = model.learn(example);
            assertThat(step.next()).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void movesAProbabilityTowardsTheTarget(Learner<?> learner) {
        Vec x = Vec.of(0.5, -0.5, 0.25, 1);
        Prediction before = Model.fresh(learner).predict(x);
        Model<?> model = Model.fresh(learner);
        for (int i = 0; i < 40; i++) {
            model = model.learn(new Example(x, 1, 1));
        }
        Prediction after = model.predict(x);
        assertThat(after).hasSameClassAs(before);
        if (!(after instanceof Prediction.Point || after instanceof Prediction.Gaussian)) {
            assertThat(after.value()).isGreaterThan(before.value()).isLessThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void copesWithAFeatureThatIsNewAndOneThatVanishes(Learner<?> learner) {
        SplittableRandom random = new SplittableRandom(12);
        Model<?> model = Model.fresh(learner);
        for (int i = 0; i < 600; i++) {
            double always = random.nextDouble(-1, 1);
            double early = i < 300 ? random.nextDouble(-1, 1) : 0;
            double late = i < 300 ? 0 : random.nextDouble(-1, 1);
            double target = always + early + late > 0 ? 1 : 0;
            model = model.learn(new Example(Vec.of(always, early, late, 0), target, 1));
        }
        assertThat(model.predict(Vec.of(1, 0, 1, 0)).value())
                .isGreaterThan(model.predict(Vec.of(-1, 0, -1, 0)).value());
        assertThat(model.predict(Vec.of(0, 0, 0, 1)).value()).isFinite();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void learnsAgainAfterHostileInput(Learner<?> learner) {
        SplittableRandom random = new SplittableRandom(5);
        Model<?> model = Model.fresh(learner);
        for (int i = 0; i < 16; i++) {
            model = model.learn(hostile(random));
        }
        Model<?> later = learned(model, 6, 100);
        assertThat(later.parameters()).isNotEqualTo(model.parameters());
    }

    @ParameterizedTest
    @MethodSource("learners")
    void rejectsTheWrongNumberOfFeatures(Learner<?> learner) {
        Model<?> model = Model.fresh(learner);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(Vec.zeros(3)))
                .withMessage("x must have 4 features, has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.learn(new Example(Vec.zeros(5), 0, 1)))
                .withMessage("x must have 4 features, has 5");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void rejectsAStateOfAnotherSize(Learner<?> learner) {
        String name = learner.config().name();
        // the size of a state of kernel-pa depends on the number of random features, not on the dimensions
        String size = name.equals("kernel-pa") ? "(dimensions=4,features=9)" : "(dimensions=5)";
        rejectsStateOf(learner, Learners.parse(name + size));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void rejectsAnUnknownLayout(Learner<?> learner) {
        LearnerSnapshot snapshot = Model.fresh(learner).snapshot();
        Provenance p = snapshot.provenance();
        Provenance newer = new Provenance(p.learner(), p.config(), p.layoutVersion() + 1, p.examples());
        assertThatIllegalStateException()
                .isThrownBy(() -> Model.restore(learner, new LearnerSnapshot(newer, snapshot.numbers())))
                .withMessageContainingAll("layout " + newer.layoutVersion(), "newer version", "replaying the journal");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void rejectsAStateOfAnotherConfiguration(Learner<?> learner) {
        Learner<?> other = Learners.byName(learner.config().name(), DIMENSIONS + 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> Model.restore(other, Model.fresh(learner).snapshot()))
                .withMessageContainingAll(
                        learner.config().identity(), other.config().identity(), "replaying the journal");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void rejectsADamagedState(Learner<?> learner) {
        LearnerSnapshot snapshot = learned(Model.fresh(learner), 1, 7).snapshot();
        double[] huge = snapshot.numbers().toArray();
        huge[0] = 1e61;
        Stream.of(Vec.of(1, 2), Vec.of(huge))
                .forEach(numbers -> assertThatIllegalStateException()
                        .isThrownBy(() -> Model.restore(learner, new LearnerSnapshot(snapshot.provenance(), numbers)))
                        .withMessageContainingAll("damaged", "replaying the journal"));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void isDescribedByItsIdentity(Learner<?> learner) {
        assertThat(Learners.parse(learner.config().identity())).isEqualTo(learner);
        assertThat(learner.config().identity()).startsWith(learner.config().name() + "(dimensions=4,");
    }

    private static <S extends LearnerState> void rejectsStateOf(Learner<S> learner, Learner<?> other) {
        @SuppressWarnings("unchecked") // same kind of learner, so the same kind of state
        S foreign = (S) other.initial();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learner.predict(foreign, Vec.zeros(DIMENSIONS)))
                .withMessageContaining("must have %d numbers", learner.stateSize());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learner.learn(foreign, new Example(Vec.zeros(DIMENSIONS), 0, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> learner.parameters(foreign));
    }

    private static <S extends LearnerState> Model<S> throughTheStore(Model<S> model) {
        LearnerSnapshot snapshot = model.snapshot();
        long[] bits = snapshot.numbers().stream()
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
        Vec read =
                Vec.of(Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray());
        return Model.restore(model.learner(), new LearnerSnapshot(snapshot.provenance(), read));
    }

    private static Model<?> learned(Model<?> fresh, long seed, int examples) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model = fresh;
        for (int i = 0; i < examples; i++) {
            model = model.learn(gentle(random));
        }
        return model;
    }

    private static Example gentle(SplittableRandom random) {
        Vec x = Vec.of(random.doubles(DIMENSIONS, -1, 1).toArray());
        double target = 3 + x.get(0) - 2 * x.get(2) + random.nextDouble();
        return new Example(x, target, 1 + random.nextDouble());
    }

    private static Example hostile(SplittableRandom random) {
        double[] x = random.ints(DIMENSIONS, 0, HOSTILE.length)
                .mapToDouble(i -> HOSTILE[i])
                .toArray();
        double target = HOSTILE[random.nextInt(HOSTILE.length)];
        double weight = random.nextBoolean() ? Math.scalb(1e6, -random.nextInt(1090)) : 1;
        return new Example(Vec.of(x), target, Math.max(weight, Double.MIN_VALUE));
    }
}
