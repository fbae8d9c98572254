package io.portrait.kernel;

/** Argument checks that name the value and the bound. */
public final class Limits {

    private Limits() {}

    /**
     * Requires a finite number within closed bounds.
     *
     * @throws IllegalArgumentException if the value is NaN, infinite or out of bounds
     */
    public static double requireWithin(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s must be in [%s, %s], is %s".formatted(what, least, most, value));
        }
        return value;
    }

    /**
     * Requires a whole number within closed bounds.
     *
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public static int requireWithin(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be in [%d, %d], is %d".formatted(what, least, most, value));
        }
        return value;
    }
}
