package io.portrait.profile;

/** The weight of one topic of one user at the three half-lives. */
record Interest(DecayedSum day, DecayedSum week, DecayedSum month) {

    static final Interest NONE = new Interest(DecayedSum.ZERO, DecayedSum.ZERO, DecayedSum.ZERO);

    /** With {@code units} of 1/{@value DecayedSum#UNIT} event weight more. */
    Interest plus(Moment moment, long units) {
        return new Interest(
                day.plus(HalfLife.DAY, moment, units),
                week.plus(HalfLife.WEEK, moment, units),
                month.plus(HalfLife.MONTH, moment, units));
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
