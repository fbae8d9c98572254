package io.portrait.profile;

/** The decayed sums of one user's interest in one topic, one per half-life. Immutable. */
record InterestSums(DecayedSum day, DecayedSum week, DecayedSum month) {

    static final InterestSums NONE = new InterestSums(DecayedSum.ZERO, DecayedSum.ZERO, DecayedSum.ZERO);

    /** Adds {@code units} / {@value DecayedSum#UNIT} event weights. */
    InterestSums plus(DecayTime time, long units) {
        return new InterestSums(
                day.plus(HalfLife.DAY, time, units),
                week.plus(HalfLife.WEEK, time, units),
                month.plus(HalfLife.MONTH, time, units));
    }

    double at(HalfLife halfLife, long atMicros) {
        DecayedSum sum = switch (halfLife) {
            case DAY -> day;
            case WEEK -> week;
            case MONTH -> month;
        };
        return sum.at(halfLife, atMicros);
    }
}
