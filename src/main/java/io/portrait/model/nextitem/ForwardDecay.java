package io.portrait.model.nextitem;

/**
 * Decay the other way round: instead of all that is old shrinking with each step, what is new weighs more (G. Cormode,
 * V. Shkapenyuk, D. Srivastava, B. Xu, "Forward decay", ICDE 2009). Only ratios count, so now and then everything is
 * scaled back, by a power of two and so without rounding.
 */
final class ForwardDecay {

    /** Back by this much, long before a float of 2^127 overflows. */
    static final float RESCALE_FACTOR = 0x1p-60f;

    private static final double RESCALE_THRESHOLD = 0x1p60;

    private final double growthPerStep;
    private double currentWeight = 1;

    ForwardDecay(double halfLifeSteps) {
        this.growthPerStep = StrictMath.pow(2, 1 / halfLifeSteps);
    }

    /** Takes a step; says whether all weights must be multiplied by {@link #RESCALE_FACTOR}. */
    boolean advance() {
        currentWeight *= growthPerStep;
        if (currentWeight < RESCALE_THRESHOLD) {
            return false;
        }
        currentWeight *= RESCALE_FACTOR;
        return true;
    }

    /** What an event of now weighs. */
    double currentWeight() {
        return currentWeight;
    }

    void restore(double storedWeight) {
        currentWeight = storedWeight;
    }
}
