package io.portrait.web;

/** Decayed weights are kept to about seven digits; the answers give no more than six decimals. */
final class Rounded {

    private static final double PLACES = 1e6;

    private Rounded() {}

    static double six(double value) {
        return Math.abs(value) < 1e9 ? Math.round(value * PLACES) / PLACES : value;
    }
}
