package io.portrait.profile;

/** The weight of one topic at the three half-lives. */
record Interest(DecayedSum day, DecayedSum week, DecayedSum month) {

    static final Interest NONE = new Interest(DecayedSum.ZERO, DecayedSum.ZERO, DecayedSum.ZERO);

    Interest plus(long atMicros, long units) {
        return new Interest(
                day.plus(HalfLife.DAY, atMicros, units),
                week.plus(HalfLife.WEEK, atMicros, units),
                month.plus(HalfLife.MONTH, atMicros, units));
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
