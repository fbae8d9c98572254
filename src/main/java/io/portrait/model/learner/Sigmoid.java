package io.portrait.model.learner;

/** The logistic function, the same to the last bit on every machine. */
final class Sigmoid {

    /** Beyond it the function is flat: at ±35 it is 6·10⁻¹⁶ from 0 and from 1, and still neither. */
    private static final double MAX_ARGUMENT = 35;

    private Sigmoid() {}

    /** {@code 1/(1 + e^−z)}, strictly between 0 and 1 and never nearer to either than 6·10⁻¹⁶. */
    static double at(double z) {
        return 1 / (1 + StrictMath.exp(-Math.clamp(z, -MAX_ARGUMENT, MAX_ARGUMENT)));
    }
}
