package io.portrait.kernel;

/** Argument checks that name the value and the bound. */
public final class Checks {

    private Checks() {}

    /**
     * Requires a finite number within closed bounds.
     *
     * @throws IllegalArgumentException if the value is NaN, infinite or out of bounds
     */
    public static double requireWithin(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("%s must be in [%s, %s], is %s".formatted(name, min, max, value));
        }
        return value;
    }

    /**
     * Requires a whole number within closed bounds.
     *
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public static int requireWithin(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s must be in [%d, %d], is %d".formatted(name, min, max, value));
        }
        return value;
    }
}
