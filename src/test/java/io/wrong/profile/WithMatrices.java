package io.wrong.profile;

import org.ejml.simple.SimpleMatrix;

/** EJML outside of the mathematical modules. */
final class WithMatrices {

    private WithMatrices() {}

    static double trace(SimpleMatrix matrix) {
        return matrix.trace();
    }
}
