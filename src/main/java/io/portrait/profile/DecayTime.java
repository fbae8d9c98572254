package io.portrait.profile;

/**
 * When something happened, on the scale of every half-life h: t/h = {@link #wholeHalfLives k} + f, with {@link #growth 2^f} computed
 * once, for an event counts in many sums.
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

    /** k: how many whole half-lives have passed since 1970. */
    long wholeHalfLives(HalfLife halfLife) {
        return Math.floorDiv(micros, halfLife.micros());
    }

    /** 2^f in [1, 2), f the part of a half-life that has passed since the last whole one. */
    double growth(HalfLife halfLife) {
        return switch (halfLife) {
            case DAY -> dayGrowth;
            case WEEK -> weekGrowth;
            case MONTH -> monthGrowth;
        };
    }
}
