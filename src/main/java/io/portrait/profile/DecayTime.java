package io.portrait.profile;

/**
 * An event time on the scale of each half-life h: t/h = {@link #wholeHalfLives k} + f. The factor {@link #growth 2^f}
 * is computed once, because an event is added to many sums. Immutable.
 */
final class DecayTime {

    private final long micros;
    private final double dayGrowth;
    private final double weekGrowth;
    private final double monthGrowth;

    /** A time in microseconds since 1970. */
    DecayTime(long micros) {
        this.micros = micros;
        this.dayGrowth = growth(HalfLife.DAY, micros);
        this.weekGrowth = growth(HalfLife.WEEK, micros);
        this.monthGrowth = growth(HalfLife.MONTH, micros);
    }

    private static double growth(HalfLife halfLife, long micros) {
        double fraction = (double) Math.floorMod(micros, halfLife.micros()) / halfLife.micros();
        return StrictMath.pow(2, fraction);
    }

    long micros() {
        return micros;
    }

    /** k: the whole half-lives since 1970. */
    long wholeHalfLives(HalfLife halfLife) {
        return Math.floorDiv(micros, halfLife.micros());
    }

    /** 2^f in [1, 2), where f is the fraction of the current half-life that has elapsed. */
    double growth(HalfLife halfLife) {
        return switch (halfLife) {
            case DAY -> dayGrowth;
            case WEEK -> weekGrowth;
            case MONTH -> monthGrowth;
        };
    }
}
