package io.portrait.model.learner;

import io.portrait.model.learner.PassiveAggressive.PassiveAggressiveVariant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Registry of all learners by name. The contract test runs on each kind that is listed here. */
public final class Learners {

    private static final SortedMap<String, Function<LearnerSpec, Learner<?>>> FACTORIES = new TreeMap<>(Map.ofEntries(
            Map.entry(BatchMeanConfig.NAME, spec -> new BatchMean(BatchMeanConfig.of(spec))),
            Map.entry(RlsConfig.NAME, spec -> new Rls(RlsConfig.of(spec))),
            Map.entry(Sgd.NAME, spec -> LinearLearner.of(spec, Sgd.of(spec))),
            Map.entry(AdaGrad.NAME, spec -> LinearLearner.of(spec, GradientUpdate.of(spec, AdaGrad.of(spec)))),
            Map.entry(RmsProp.NAME, spec -> LinearLearner.of(spec, GradientUpdate.of(spec, RmsProp.of(spec)))),
            Map.entry(Adam.NAME, spec -> LinearLearner.of(spec, GradientUpdate.of(spec, Adam.of(spec)))),
            Map.entry(
                    FtrlProximal.NAME,
                    spec -> LinearLearner.of(spec, GradientUpdate.binary(spec, FtrlProximal.of(spec)))),
            passiveAggressive(PassiveAggressiveVariant.PA),
            passiveAggressive(PassiveAggressiveVariant.PA_1),
            passiveAggressive(PassiveAggressiveVariant.PA_2),
            Map.entry(
                    KernelPassiveAggressiveConfig.NAME,
                    spec -> KernelPassiveAggressive.of(KernelPassiveAggressiveConfig.of(spec))),
            Map.entry(
                    BayesianLinearRegressionConfig.NAME,
                    spec -> new BayesianLinearRegression(BayesianLinearRegressionConfig.of(spec))),
            Map.entry(
                    BayesianLogisticRegressionConfig.NAME,
                    spec -> new BayesianLogisticRegression(BayesianLogisticRegressionConfig.of(spec))),
            Map.entry(MlpConfig.NAME, spec -> new Mlp(MlpConfig.of(spec)))));

    private Learners() {}

    /** The names that {@link #parse} and {@link #byName} accept, sorted. */
    public static SortedSet<String> names() {
        return new TreeSet<>(FACTORIES.keySet());
    }

    /**
     * The learner with default options.
     *
     * @param name one of {@link #names}
     * @param dimensions the number of features
     * @throws IllegalArgumentException if the name is unknown or the learner cannot have so many features
     */
    public static Learner<?> byName(String name, int dimensions) {
        return parse("%s(dimensions=%d)".formatted(name, dimensions));
    }

    /**
     * The learner of a description such as {@code rls(dimensions=16,forgetting=0.999)}. Missing options have their
     * defaults; {@code dimensions} is required. The inverse of {@link LearnerConfig#identity}.
     *
     * @throws IllegalArgumentException if the line is malformed, or names an unknown learner, an unknown option or a
     *     value out of range
     */
    public static Learner<?> parse(String description) {
        LearnerSpec spec = LearnerSpec.parse(description);
        Function<LearnerSpec, Learner<?>> factory = FACTORIES.get(spec.name());
        if (factory == null) {
            throw new IllegalArgumentException(
                    "learner must be one of %s, is \"%s\"".formatted(FACTORIES.keySet(), spec.name()));
        }
        Learner<?> learner = factory.apply(spec);
        spec.requireNoUnknownOptions(LearnerSpec.parse(learner.config().identity()));
        return learner;
    }

    /**
     * The learner of a name or of a description without {@code dimensions}: {@code rls} or
     * {@code rls(forgetting=0.99)}.
     *
     * @throws IllegalArgumentException in the same cases as {@link #parse}
     */
    public static Learner<?> parseWithDimensions(String description, int dimensions) {
        int open = description.indexOf('(');
        return open < 0
                ? byName(description, dimensions)
                : parse(description.substring(0, open + 1) + "dimensions=" + dimensions + ","
                        + description.substring(open + 1));
    }

    private static Map.Entry<String, Function<LearnerSpec, Learner<?>>> passiveAggressive(
            PassiveAggressiveVariant variant) {
        return Map.entry(variant.label(), spec -> LinearLearner.of(spec, PassiveAggressive.of(spec, variant)));
    }
}
