package io.portrait.profile;

/**
 * When something happened, on the scale of every half-life h: t/h = {@link #place k} + f, with {@link #growth 2^f} computed
 * once, for an event counts in many sums.
 */
final class Moment {

    private final long micros;
    private final double day;
    private final double week;
    private final double month;

    /** A time in microseconds since 1970. */
    Moment(long micros) {
        this.micros = micros;
        this.day = growth(HalfLife.DAY, micros);
        this.week = growth(HalfLife.WEEK, micros);
        this.month = growth(HalfLife.MONTH, micros);
    }

    private static double growth(HalfLife halfLife, long micros) {
        double fraction = (double) Math.floorMod(micros, halfLife.micros()) / halfLife.micros();
        return StrictMath.pow(2, fraction);
    }

    long micros() {
        return micros;
    }

    /** k: how many whole half-lives have passed since 1970. */
    long place(HalfLife halfLife) {
        return Math.floorDiv(micros, halfLife.micros());
    }

    /** 2^f in [1, 2), f the part of a half-life that has passed since the last whole one. */
    double growth(HalfLife halfLife) {
        return switch (halfLife) {
            case DAY -> day;
            case WEEK -> week;
            case MONTH -> month;
        };
    }
}
