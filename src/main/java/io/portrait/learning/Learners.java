package io.portrait.learning;

import io.portrait.learning.PassiveAggressive.Variant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** All learners by name. A new kind of learner is one line here and is under the contract suite at once. */
public final class Learners {

    private static final SortedMap<String, Function<Spec, Learner<?>>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry(BatchMeanConfig.NAME, spec -> new BatchMean(BatchMeanConfig.of(spec))),
            Map.entry(RlsConfig.NAME, spec -> new Rls(RlsConfig.of(spec))),
            Map.entry(Sgd.NAME, spec -> LinearLearner.of(spec, Sgd.of(spec))),
            Map.entry(AdaGrad.NAME, spec -> LinearLearner.of(spec, Adaptive.of(spec, AdaGrad.of(spec)))),
            Map.entry(RmsProp.NAME, spec -> LinearLearner.of(spec, Adaptive.of(spec, RmsProp.of(spec)))),
            Map.entry(Adam.NAME, spec -> LinearLearner.of(spec, Adaptive.of(spec, Adam.of(spec)))),
            Map.entry(FtrlProximal.NAME, spec -> LinearLearner.of(spec, Adaptive.binary(spec, FtrlProximal.of(spec)))),
            passiveAggressive(Variant.PA),
            passiveAggressive(Variant.PA_1),
            passiveAggressive(Variant.PA_2),
            Map.entry(KernelPaConfig.NAME, spec -> KernelPa.of(KernelPaConfig.of(spec))),
            Map.entry(BayesLinearConfig.NAME, spec -> new BayesLinear(BayesLinearConfig.of(spec))),
            Map.entry(BayesLogisticConfig.NAME, spec -> new BayesLogistic(BayesLogisticConfig.of(spec))),
            Map.entry(MlpConfig.NAME, spec -> new Mlp(MlpConfig.of(spec)))));

    private Learners() {}

    /** The names that {@link #of} and {@link #named} know, sorted. */
    public static SortedSet<String> names() {
        return new TreeSet<>(KINDS.keySet());
    }

    /**
     * The learner with default options.
     *
     * @param name one of {@link #names}
     * @param dimensions the number of features
     * @throws IllegalArgumentException if the name is unknown or the learner cannot have so many features
     */
    public static Learner<?> named(String name, int dimensions) {
        return of("%s(dimensions=%d)".formatted(name, dimensions));
    }

    /**
     * The learner that a line describes: {@code rls(dimensions=16,forgetting=0.999)}. Options left out have their
     * defaults, {@code dimensions} has none. Reads every {@link LearnerConfig#identity}.
     *
     * @throws IllegalArgumentException if the line is malformed, or names an unknown learner, an unknown option or a
     *     value out of range
     */
    public static Learner<?> of(String description) {
        Spec spec = Spec.parse(description);
        Function<Spec, Learner<?>> kind = KINDS.get(spec.name());
        if (kind == null) {
            throw new IllegalArgumentException(
                    "learner must be one of %s, is \"%s\"".formatted(KINDS.keySet(), spec.name()));
        }
        Learner<?> learner = kind.apply(spec);
        spec.requireNoMoreThan(Spec.parse(learner.config().identity()));
        return learner;
    }

    /**
     * The learner that a name or a line without {@code dimensions} describes: {@code rls} or {@code rls(forgetting=0.99)}.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static Learner<?> described(String description, int dimensions) {
        int open = description.indexOf('(');
        return open < 0
                ? named(description, dimensions)
                : of(description.substring(0, open + 1) + "dimensions=" + dimensions + ","
                        + description.substring(open + 1));
    }

    private static Map.Entry<String, Function<Spec, Learner<?>>> passiveAggressive(Variant variant) {
        return Map.entry(variant.label(), spec -> LinearLearner.of(spec, PassiveAggressive.of(spec, variant)));
    }
}
