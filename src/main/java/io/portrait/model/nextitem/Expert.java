package io.portrait.model.nextitem;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who has a say about the next item. Each gives a distribution over all items. A sharpened expert says what another says,
 * to a power: surer where that one is right, and so of use to those for whom it mostly is.
 */
public enum Expert {
    /** What is chosen much, over a long time. */
    POPULARITY,
    /** What is chosen much just now. */
    RECENT_POPULARITY,
    /** Every item alike: keeps a chance for what nobody has chosen yet. */
    UNIFORM,
    /** What is chosen much among the topics of the person's last items. */
    TOPIC_POPULARITY,
    /** What the person has chosen before. */
    REPEAT_CONSUMPTION,
    /** What came right after the last item. */
    MARKOV,
    /** What came within some steps after the last item. */
    SEQUENTIAL_RULES,
    /** What came after any of the last items, near ones first. */
    SEQUENTIAL_NEIGHBORS,
    /** What came near any of the last items, before or after. */
    COOCCURRENCE,
    /** The same, but for how popular it is anyway: the cosine. */
    COSINE,
    MARKOV_POW_2(MARKOV, Power.POW_2),
    SEQUENTIAL_RULES_POW_2(SEQUENTIAL_RULES, Power.POW_2),
    SEQUENTIAL_NEIGHBORS_POW_2(SEQUENTIAL_NEIGHBORS, Power.POW_2),
    SEQUENTIAL_NEIGHBORS_POW_3_5(SEQUENTIAL_NEIGHBORS, Power.POW_3_5),
    COOCCURRENCE_POW_2(COOCCURRENCE, Power.POW_2),
    COOCCURRENCE_POW_3_5(COOCCURRENCE, Power.POW_3_5),
    COSINE_POW_2(COSINE, Power.POW_2);

    /** To what power an expert takes what is said: as it is, squared, or 3.5. */
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

    /** Its place in arrays that hold a number for each expert; the model's fingerprint changes with the experts. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    static List<Expert> all() {
        return ALL;
    }

    /** Those that speak for themselves. A sharpened one ranks as its source does. */
    public static List<Expert> bases() {
        return ALL.stream().filter(expert -> !expert.isTransformed()).toList();
    }

    /** Those that say what this one says: itself, and who sharpens it. */
    List<Expert> variants() {
        return VARIANTS.get(index());
    }

    /** Whose word this is. */
    Expert base() {
        return Optional.ofNullable(base).orElse(this);
    }

    boolean isTransformed() {
        return base != null;
    }

    /** Whether it speaks of all items; the others speak of few. */
    boolean isDense() {
        return DENSE.contains(this);
    }

    /** By what power this expert takes what its source says. */
    Power power() {
        return power;
    }

    /** Whether somebody takes what this one says to the highest power, which costs a root. */
    boolean hasPow35Variant() {
        return WITH_POW_3_5.contains(this);
    }

    /** {@code said} to this expert's power: as it is, for one who speaks for itself. */
    double transform(double score) {
        return switch (power) {
            case POW_1 -> score;
            case POW_2 -> score * score;
            case POW_3_5 -> pow35(score);
        };
    }

    /** {@code said} to the power of 3.5. */
    static double pow35(double score) {
        return score * score * score * Math.sqrt(score);
    }
}
