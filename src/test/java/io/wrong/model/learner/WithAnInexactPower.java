package io.wrong.model.learner;

/** A function that may differ by an ulp on another processor. */
final class WithAnInexactPower {

    private WithAnInexactPower() {}

    static double decay(double steps) {
        return Math.pow(0.5, steps);
    }
}
