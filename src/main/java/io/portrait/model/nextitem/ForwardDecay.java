package io.portrait.model.nextitem;

/**
 * Forward decay (G. Cormode, V. Shkapenyuk, D. Srivastava, B. Xu, ICDE 2009): new events get exponentially growing
 * weights instead of old ones being multiplied at each step. Only ratios of weights count, so all weights are rescaled
 * from time to time, by a power of two and therefore without rounding.
 */
public final class ForwardDecay {

    /** Applied when weights reach 2^60, long before a float overflows at 2^127. */
    public static final float RESCALE_FACTOR = 0x1p-60f;

    private static final double RESCALE_THRESHOLD = 0x1p60;

    private final double halfLifeSteps;
    private final double growthPerStep;
    private double currentWeight = 1;

    /** A decay that halves the weight of an event after a number of later events. */
    public ForwardDecay(double halfLifeSteps) {
        this.halfLifeSteps = halfLifeSteps;
        this.growthPerStep = StrictMath.pow(2, 1 / halfLifeSteps);
    }

    /** Advances by one event; returns whether the caller must multiply all weights by {@link #RESCALE_FACTOR}. */
    public boolean advance() {
        currentWeight *= growthPerStep;
        if (currentWeight < RESCALE_THRESHOLD) {
            return false;
        }
        currentWeight *= RESCALE_FACTOR;
        return true;
    }

    /** The weight of an event that happens now. */
    public double currentWeight() {
        return currentWeight;
    }

    /** The share that is left of the weight of an event some steps ago. */
    double remaining(long steps) {
        return StrictMath.pow(2, -steps / halfLifeSteps);
    }

    void restore(double storedWeight) {
        currentWeight = storedWeight;
    }
}
