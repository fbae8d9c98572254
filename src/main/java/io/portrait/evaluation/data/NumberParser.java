package io.portrait.evaluation.data;

import java.util.Locale;

/** A parser of numeric cells. */
final class NumberParser {

    private NumberParser() {}

    /** The number in a cell; NaN if there is none or if it is not finite. Truth values become 1 and 0. */
    static double parse(String cell) {
        String stripped = cell.strip();
        if (stripped.isEmpty()) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(stripped);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException notANumber) {
            return parseBoolean(stripped);
        }
    }

    /** A check whether a cell marks a missing value. */
    static boolean isMissing(String cell) {
        return switch (cell.strip().toLowerCase(Locale.ROOT)) {
            case "", "nan", "na", "n/a", "null", "none", "?" -> true;
            default -> false;
        };
    }

    private static double parseBoolean(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> 1;
            case "false", "no" -> 0;
            default -> Double.NaN;
        };
    }
}
