package io.portrait.profile;

/** The weight of one topic of one user at the three half-lives. */
record InterestSums(DecayedSum day, DecayedSum week, DecayedSum month) {

    static final InterestSums NONE = new InterestSums(DecayedSum.ZERO, DecayedSum.ZERO, DecayedSum.ZERO);

    /** With {@code units} of 1/{@value DecayedSum#UNIT} event weight more. */
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
