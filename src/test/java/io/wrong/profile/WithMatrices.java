package io.wrong.profile;

import org.ejml.simple.SimpleMatrix;

/** Does the learners' work. */
final class WithMatrices {

    private WithMatrices() {}

    static double trace(SimpleMatrix matrix) {
        return matrix.trace();
    }
}
