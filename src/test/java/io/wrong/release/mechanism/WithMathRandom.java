package io.wrong.release.mechanism;

/** Hidden randomness in a pure module. */
final class WithMathRandom {

    private WithMathRandom() {}

    static double noise() {
        return Math.random();
    }
}
