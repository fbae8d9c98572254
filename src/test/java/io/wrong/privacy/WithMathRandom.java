package io.wrong.privacy;

/** Noise in passing. */
final class WithMathRandom {

    private WithMathRandom() {}

    static double noise() {
        return Math.random();
    }
}
