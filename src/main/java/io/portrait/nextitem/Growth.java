package io.portrait.nextitem;

/**
 * Decay the other way round: instead of all that is old shrinking with each step, what is new weighs more (G. Cormode,
 * V. Shkapenyuk, D. Srivastava, B. Xu, "Forward decay", ICDE 2009). Only ratios count, so now and then everything is
 * scaled back, by a power of two and so without rounding.
 */
final class Growth {

    /** Back by this much, long before a float of 2^127 overflows. */
    static final float BACK = 0x1p-60f;

    private static final double LIMIT = 0x1p60;

    private final double perStep;
    private double unit = 1;

    Growth(double halfLifeSteps) {
        this.perStep = StrictMath.pow(2, 1 / halfLifeSteps);
    }

    /** Takes a step; says whether all weights must be multiplied by {@link #BACK}. */
    boolean step() {
        unit *= perStep;
        if (unit < LIMIT) {
            return false;
        }
        unit *= BACK;
        return true;
    }

    /** What an event of now weighs. */
    double unit() {
        return unit;
    }

    void restore(double stored) {
        unit = stored;
    }
}
