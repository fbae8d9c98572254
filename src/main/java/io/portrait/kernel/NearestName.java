package io.portrait.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The search for the known name that a misspelt one stands for, by the Levenshtein distance without regard to case. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name with the smallest distance; empty if even that one differs in more than a third of its letters. Two letters
     * that changed places are a distance of 2, so that much is always allowed, except for the shortest names.
     */
    public static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(nearest ->
                        distance(name, nearest) <= Math.max(nearest.length() < 4 ? 1 : 2, nearest.length() / 3));
    }

    /** The message about a field that is not known: the nearest known one, or all of them. */
    public static String unknownField(String name, Collection<String> known) {
        return unknown("field", name, known);
    }

    /**
     * The message about a name that is not known: the nearest known one, or all of them.
     *
     * @param kind the named thing, such as {@code field}
     */
    public static String unknown(String kind, String name, Collection<String> known) {
        String unknown = "there is no %s '%s'".formatted(kind, shortened(name));
        return of(name, known)
                .map(nearest -> unknown + ": did you mean '%s'?".formatted(nearest))
                .orElseGet(() -> known.isEmpty() ? unknown : unknown + "; the %ss are %s".formatted(kind, known));
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }

    /** The least number of insertions, deletions and substitutions of letters; names that differ only in case have 0. */
    static int distance(String first, String second) {
        String a = shortened(first).toLowerCase(Locale.ROOT);
        String b = shortened(second).toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
