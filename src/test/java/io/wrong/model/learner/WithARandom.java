package io.wrong.model.learner;

import java.util.Random;

/** Is another one in every run. */
final class WithARandom {

    private final Random random = new Random();

    double next() {
        return random.nextDouble();
    }
}
