package io.portrait.release.mechanism;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The contribution of one person to the sums of cohorts: at most κ cohorts with at most 1 each. These bounds are the
 * sensitivity of the release: one person changes the vector of all sums by at most √κ in L2 and κ in L1. A keyed hash
 * selects the cohorts, so neither the values nor the person influence the selection.
 *
 * @param units by cohort, in units of 2⁻¹⁶ people, 0 to 2¹⁶ each
 */
public record CohortContribution(SortedMap<String, Long> units) {

    /**
     * Checks the bounds. The map is not copied; it must not be modified afterwards.
     *
     * @throws IllegalArgumentException if a unit is out of bounds
     */
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
     * @param user id of the person
     * @param selectionKey key of the hash
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
        // the length prefix makes the message unique for each pair of user and cohort
        String message = "%d:%s%s".formatted(user.length(), user, cohort);
        return HexFormat.of().formatHex(selectionKey.hmac(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static long units(double value) {
        return Double.isNaN(value) ? 0 : (long) (Math.clamp(value, 0.0, 1.0) * EventContribution.UNIT);
    }
}
