package io.portrait.model.nextitem;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A component of the mixture: a distribution of the next item over all items. A <em>base</em> expert computes scores of
 * its own; a <em>transformed</em> one raises the scores of its base to a power, which concentrates the distribution. A
 * <em>dense</em> expert scores all items, a sparse one only items near the user's history.
 */
public enum Expert {
    /** Long-term popularity. */
    POPULARITY,
    /** Popularity with a short half-life. */
    RECENT_POPULARITY,
    /** The uniform distribution; it gives items without interactions a probability above 0. */
    UNIFORM,
    /** Popularity within the topics of the user's last items. */
    TOPIC_POPULARITY,
    /** The items of the user's history, with weight 1 / distance. */
    REPEAT_CONSUMPTION,
    /** First-order Markov chain: items that followed the last item directly. */
    MARKOV,
    /** Sequential rules: items that followed the last item within some steps. */
    SEQUENTIAL_RULES,
    /** Directed, distance-weighted co-occurrence: items that followed any of the last items. */
    SEQUENTIAL_NEIGHBORS,
    /** Symmetric, distance-weighted co-occurrence with any of the last items. */
    COOCCURRENCE,
    /** {@link #COOCCURRENCE} divided by the root of the popularity: item-item cosine similarity. */
    COSINE,
    MARKOV_POW_2(MARKOV, Power.POW_2),
    SEQUENTIAL_RULES_POW_2(SEQUENTIAL_RULES, Power.POW_2),
    SEQUENTIAL_NEIGHBORS_POW_2(SEQUENTIAL_NEIGHBORS, Power.POW_2),
    SEQUENTIAL_NEIGHBORS_POW_3_5(SEQUENTIAL_NEIGHBORS, Power.POW_3_5),
    COOCCURRENCE_POW_2(COOCCURRENCE, Power.POW_2),
    COOCCURRENCE_POW_3_5(COOCCURRENCE, Power.POW_3_5),
    COSINE_POW_2(COSINE, Power.POW_2);

    /** The exponent that an expert applies to the scores of its base: 1, 2 or 3.5. */
    enum Power {
        POW_1,
        POW_2,
        POW_3_5
    }

    private static final List<Expert> ALL = List.of(values());
    private static final List<List<Expert>> VARIANTS = ALL.stream()
            .map(expert -> ALL.stream().filter(other -> other.base() == expert).toList())
            .toList();
    private static final Set<Expert> DENSE = EnumSet.of(POPULARITY, RECENT_POPULARITY, UNIFORM, TOPIC_POPULARITY);
    private static final Set<Expert> WITH_POW_3_5 = ALL.stream()
            .filter(expert -> expert.power == Power.POW_3_5)
            .map(Expert::base)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Expert.class)));

    private final @Nullable Expert base;
    private final Power power;

    Expert() {
        this(null, Power.POW_1);
    }

    Expert(@Nullable Expert base, Power power) {
        this.base = base;
        this.power = power;
    }

    /** The name in answers and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The index of this expert in arrays by expert. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    static List<Expert> all() {
        return ALL;
    }

    /** The base experts. A transformed expert ranks items like its base. */
    public static List<Expert> bases() {
        return ALL.stream().filter(expert -> !expert.isTransformed()).toList();
    }

    /** This expert and the experts that transform its scores. */
    List<Expert> variants() {
        return VARIANTS.get(index());
    }

    /** The expert whose scores this one transforms; itself for a base expert. */
    Expert base() {
        return Optional.ofNullable(base).orElse(this);
    }

    boolean isTransformed() {
        return base != null;
    }

    /** A check whether this expert scores all items. */
    boolean isDense() {
        return DENSE.contains(this);
    }

    Power power() {
        return power;
    }

    /** A check whether an expert raises the scores of this one to the power of 3.5; that costs a square root per score. */
    boolean hasPow35Variant() {
        return WITH_POW_3_5.contains(this);
    }

    /** A base score raised to the power of this expert. */
    double transform(double score) {
        return switch (power) {
            case POW_1 -> score;
            case POW_2 -> score * score;
            case POW_3_5 -> pow35(score);
        };
    }

    /** score^3.5. */
    static double pow35(double score) {
        return score * score * score * Math.sqrt(score);
    }
}
