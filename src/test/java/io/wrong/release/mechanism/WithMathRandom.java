package io.wrong.release.mechanism;

/** Noise in passing. */
final class WithMathRandom {

    private WithMathRandom() {}

    static double noise() {
        return Math.random();
    }
}
