package io.portrait.model.learner;

/**
 * Gradient descent rule with a step size for each coordinate: {@link AdaGrad}, {@link RmsProp}, {@link Adam},
 * {@link FtrlProximal}. Linear models and {@link Mlp} share these rules.
 *
 * <p>The numbers are the n parameters, then {@link #slots} blocks of n auxiliary numbers:
 *
 * <pre>
 *   0 … n − 1     the parameters
 *   n … 2n − 1    the first block
 *   …
 * </pre>
 */
interface Optimizer {

    /** The number of auxiliary numbers for each parameter. */
    int slots();

    /**
     * One step against the gradient, O(n).
     *
     * @param numbers modified: the parameters and the blocks; the numbers after them are not used
     * @param gradient g, n numbers within ±10³, not modified
     * @param examples t, the number of examples including this one, from 1
     */
    void step(double[] numbers, double[] gradient, long examples);

    /** A check whether the numbers can be a state of this rule; the numbers after the blocks are not checked. */
    boolean isPlausible(double[] numbers, int parameters);

    /** The options, {@code key=value,key=value}. */
    String options();

    /** A check whether all n numbers of a block, counted from 0, are 0 or more. */
    static boolean isNonNegative(double[] numbers, int parameters, int block) {
        for (int i = block * parameters; i < (block + 1) * parameters; i++) {
            if (numbers[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
