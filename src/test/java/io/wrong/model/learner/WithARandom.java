package io.wrong.model.learner;

import java.util.Random;

/** Randomness without a given seed in a pure module. */
final class WithARandom {

    private final Random random = new Random();

    double next() {
        return random.nextDouble();
    }
}
