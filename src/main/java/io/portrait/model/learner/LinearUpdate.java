package io.portrait.model.learner;

/**
 * Update of the weights of a {@link LinearLearner} by one example: {@link Sgd}, {@link PassiveAggressive}, or a
 * {@link GradientUpdate} through an {@link Optimizer}.
 */
sealed interface LinearUpdate permits Sgd, PassiveAggressive, GradientUpdate {

    /** The loss that the update minimizes. */
    LossFunction loss();

    /** The number of auxiliary numbers for each weight. */
    int slots();

    /**
     * One step, O(p).
     *
     * @param numbers modified: p weights, then the blocks of p auxiliary numbers; the numbers after them are not used
     * @param x x̃ = (1, x), p numbers, not modified
     * @param scored the score of x under the old weights, its target and weight
     * @param examples t, the number of examples including this one, from 1
     */
    void step(double[] numbers, double[] x, ScoredExample scored, long examples);

    /** A check whether the numbers can be a state of this update; the numbers after its blocks are not checked. */
    boolean isPlausible(double[] numbers, int weights);

    /** The options with those of the loss, {@code key=value,key=value}. */
    String options();
}
