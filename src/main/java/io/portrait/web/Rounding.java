package io.portrait.web;

/** Decayed weights are kept to about seven digits; the answers give no more than six decimals. */
final class Rounding {

    private static final double SCALE = 1e6;

    private Rounding() {}

    static double toSixDecimals(double value) {
        return Math.abs(value) < 1e9 ? Math.round(value * SCALE) / SCALE : value;
    }
}
