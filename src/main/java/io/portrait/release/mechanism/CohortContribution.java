package io.portrait.release.mechanism;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one person adds to the sums of cohorts: to at most κ of them, at most 1 each. These bounds are the sensitivity of
 * the release: one person moves the vector of all sums by at most √κ in L2, and by κ in L1. Which cohorts count is
 * decided by a keyed hash, not by the values, so that it is nobody's choice.
 *
 * @param units by cohort, in units of 2⁻¹⁶ people, 0 to 2¹⁶ each
 */
public record CohortContribution(SortedMap<String, Long> units) {

    /** Keeps the map, which must not be modified any more. */
    public CohortContribution {
        if (units.values().stream().anyMatch(unit -> unit < 0 || unit > EventContribution.UNIT)) {
            throw new IllegalArgumentException(
                    "units must be in [0, %d], are %s".formatted(EventContribution.UNIT, units));
        }
    }

    /**
     * The contribution of a person with these values. A value is clipped to [0, 1] and rounded down; NaN counts as 0.
     *
     * @param values by cohort
     * @param maxCohorts κ
     * @param user whose contribution it is
     * @param selectionKey the key of the hash
     */
    public static CohortContribution clipped(
            Map<String, Double> values, int maxCohorts, String user, NoiseKey selectionKey) {
        SortedMap<String, String> ranked = new TreeMap<>();
        values.keySet().forEach(cohort -> ranked.put(selectionRank(cohort, user, selectionKey), cohort));
        SortedMap<String, Long> units = new TreeMap<>();
        ranked.values().stream()
                .limit(maxCohorts)
                .forEach(cohort -> units.put(cohort, units(values.getOrDefault(cohort, 0.0))));
        return new CohortContribution(units);
    }

    private static String selectionRank(String cohort, String user, NoiseKey selectionKey) {
        // the length in front, so that no other user and cohort make the same text
        String message = "%d:%s%s".formatted(user.length(), user, cohort);
        return HexFormat.of().formatHex(selectionKey.hmac(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static long units(double value) {
        return Double.isNaN(value) ? 0 : (long) (Math.clamp(value, 0.0, 1.0) * EventContribution.UNIT);
    }
}
