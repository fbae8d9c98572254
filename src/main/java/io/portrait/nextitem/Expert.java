package io.portrait.nextitem;

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
    POPULAR_LONG,
    /** What is chosen much just now. */
    POPULAR_SHORT,
    /** Every item alike: keeps a chance for what nobody has chosen yet. */
    EVERYTHING,
    /** What is chosen much among the topics of the person's last items. */
    TOPICS,
    /** What the person has chosen before. */
    REPEATS,
    /** What came right after the last item. */
    SUCCESSORS,
    /** What came within some steps after the last item. */
    RULES,
    /** What came after any of the last items, near ones first. */
    FOLLOWERS,
    /** What came near any of the last items, before or after. */
    COMPANIONS,
    /** The same, but for how popular it is anyway: the cosine. */
    KINDRED,
    SUCCESSORS_SHARP(SUCCESSORS, Power.SHARP),
    RULES_SHARP(RULES, Power.SHARP),
    FOLLOWERS_SHARP(FOLLOWERS, Power.SHARP),
    FOLLOWERS_SHARPER(FOLLOWERS, Power.SHARPER),
    COMPANIONS_SHARP(COMPANIONS, Power.SHARP),
    COMPANIONS_SHARPER(COMPANIONS, Power.SHARPER),
    KINDRED_SHARP(KINDRED, Power.SHARP);

    /** To what power an expert takes what is said: as it is, squared, or 3.5. */
    enum Power {
        PLAIN,
        SHARP,
        SHARPER
    }

    private static final List<Expert> ALL = List.of(values());
    private static final List<List<Expert>> SAYERS = ALL.stream()
            .map(expert ->
                    ALL.stream().filter(other -> other.source() == expert).toList())
            .toList();
    private static final Set<Expert> BROAD = EnumSet.of(POPULAR_LONG, POPULAR_SHORT, EVERYTHING, TOPICS);
    private static final Set<Expert> WITH_SHARPER = ALL.stream()
            .filter(expert -> expert.power == Power.SHARPER)
            .map(Expert::source)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Expert.class)));

    private final @Nullable Expert base;
    private final Power power;

    Expert() {
        this(null, Power.PLAIN);
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
    public static List<Expert> plain() {
        return ALL.stream().filter(expert -> !expert.isSharpened()).toList();
    }

    /** Those that say what this one says: itself, and who sharpens it. */
    List<Expert> sayers() {
        return SAYERS.get(index());
    }

    /** Whose word this is. */
    Expert source() {
        return Optional.ofNullable(base).orElse(this);
    }

    boolean isSharpened() {
        return base != null;
    }

    /** Whether it speaks of all items; the others speak of few. */
    boolean isBroad() {
        return BROAD.contains(this);
    }

    /** By what power this expert takes what its source says. */
    Power power() {
        return power;
    }

    /** Whether somebody takes what this one says to the highest power, which costs a root. */
    boolean hasSharper() {
        return WITH_SHARPER.contains(this);
    }

    /** {@code said} to this expert's power: as it is, for one who speaks for itself. */
    double sharpen(double said) {
        return switch (power) {
            case PLAIN -> said;
            case SHARP -> said * said;
            case SHARPER -> sharper(said);
        };
    }

    /** {@code said} to the power of 3.5. */
    static double sharper(double said) {
        return said * said * said * Math.sqrt(said);
    }
}
