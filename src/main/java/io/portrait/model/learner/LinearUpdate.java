package io.portrait.model.learner;

/**
 * How a {@link LinearLearner} moves its weights at an example: {@link Sgd}, {@link PassiveAggressive}, or an
 * {@link GradientUpdate} rule per coordinate.
 */
sealed interface LinearUpdate permits Sgd, PassiveAggressive, GradientUpdate {

    /** What it makes small. */
    LossFunction loss();

    /** How many numbers it keeps for each weight, beside the weight itself. */
    int slots();

    /**
     * One step, O(p).
     *
     * @param numbers modified: p weights, then the update's blocks of p; what follows them is left alone
     * @param x x̃ = (1, x), p numbers, not modified
     * @param scored what the weights said of x, and what was right
     * @param examples t, how many examples there were with this one, from 1
     */
    void step(double[] numbers, double[] x, ScoredExample scored, long examples);

    /** Whether these could be numbers of this update; what follows them is not looked at. */
    boolean isPlausible(double[] numbers, int weights);

    /** Its options with those of the loss, {@code key=value,key=value}. */
    String options();
}
