package io.portrait.web;

/** The rounding of decayed weights, which are exact to about seven digits, to six decimals. */
final class Rounding {

    private static final double SCALE = 1e6;

    private Rounding() {}

    static double toSixDecimals(double value) {
        return Math.abs(value) < 1e9 ? Math.round(value * SCALE) / SCALE : value;
    }
}
