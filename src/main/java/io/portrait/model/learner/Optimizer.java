package io.portrait.model.learner;

/**
 * How parameters follow a stream of gradients, coordinate by coordinate: {@link AdaGrad}, {@link RmsProp}, {@link Adam},
 * {@link FtrlProximal}. It does not know where the gradients come from, so linear models and {@link Mlp} share it.
 *
 * <p>The numbers it works on are the n parameters, then {@link #slots} blocks of n of its own:
 *
 * <pre>
 *   0 … n − 1     the parameters
 *   n … 2n − 1    the rule's first block
 *   …
 * </pre>
 */
interface Optimizer {

    /** How many numbers it keeps for each parameter, beside the parameter itself. */
    int slots();

    /**
     * One step against the gradient, O(n).
     *
     * @param numbers modified: the parameters and the rule's blocks; what follows them is left alone
     * @param gradient g, n numbers within ±10³, not modified
     * @param examples t, how many examples there were with this one, from 1
     */
    void step(double[] numbers, double[] gradient, long examples);

    /** Whether these could be numbers of this rule; what follows them is not looked at. */
    boolean isPlausible(double[] numbers, int parameters);

    /** Its options, {@code key=value,key=value}. */
    String options();

    /** Whether all n numbers of a block, from 0, are 0 or more. */
    static boolean isNonNegative(double[] numbers, int parameters, int block) {
        for (int i = block * parameters; i < (block + 1) * parameters; i++) {
            if (numbers[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
