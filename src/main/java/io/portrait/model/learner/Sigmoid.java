package io.portrait.model.learner;

/** The logistic function, the same to the last bit on every machine. */
final class Sigmoid {

    /** The limit of the argument; at ±35 the function is 6·10⁻¹⁶ away from 0 or 1. */
    private static final double MAX_ARGUMENT = 35;

    private Sigmoid() {}

    /** {@code 1/(1 + e^−z)}, strictly between 0 and 1 and never nearer to either than 6·10⁻¹⁶. */
    static double at(double z) {
        return 1 / (1 + StrictMath.exp(-Math.clamp(z, -MAX_ARGUMENT, MAX_ARGUMENT)));
    }
}
