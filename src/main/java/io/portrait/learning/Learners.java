package io.portrait.learning;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** All learners by name. A new kind of learner is one line here and is under the contract suite at once. */
public final class Learners {

    private static final Map<String, Function<Spec, Learner<?>>> KINDS = new TreeMap<>(Map.of(
            BatchMeanConfig.NAME, spec -> new BatchMean(BatchMeanConfig.of(spec)),
            RlsConfig.NAME, spec -> new Rls(RlsConfig.of(spec))));

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
        return kind.apply(spec);
    }
}
