package io.portrait.release.mechanism;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The noise of a release of cohort sums, derived from HMAC-SHA256(key, release, sums). A release that is repeated after
 * a crash or from a restored backup is identical if its sums are equal, and independent of the first one otherwise.
 */
public final class CohortNoise {

    private static final String SUMS_LABEL = "cohort sums";
    private static final String NAMES_LABEL = "cohort names";

    private CohortNoise() {}

    /**
     * The sums of cohorts from a public list with discrete Gaussian noise. Sums of 0 get noise as well.
     *
     * @param releaseId unique name of the statistic and period
     * @param sums sums of {@link CohortContribution}s by cohort, in units of 2⁻¹⁶ people
     * @return noisy sums by cohort, in people
     */
    public static SortedMap<String, Double> noisySums(
            String releaseId, SortedMap<String, Long> sums, NoiseKey key, CohortPrivacyParameters parameters) {
        AesCtrRandom random = AesCtrRandom.of(key.hmac(hmacInput(SUMS_LABEL, releaseId, sums)));
        DiscreteGaussian distribution = parameters.noiseDistribution();
        SortedMap<String, Double> noisy = new TreeMap<>();
        sums.forEach((cohort, units) -> noisy.put(cohort, toPeople(units + distribution.draw(random))));
        return noisy;
    }

    /**
     * The counts of cohorts whose names come from the data, with discrete Laplace noise. Only counts that reach the
     * threshold of the parameters are returned. The noise of a name does not depend on the other names.
     *
     * @param releaseId unique name of the statistic and period
     * @param counts sums of {@link CohortContribution}s by cohort, in units of 2⁻¹⁶ people
     * @return noisy counts by cohort, in people
     */
    public static SortedMap<String, Double> noisyNamedCounts(
            String releaseId, SortedMap<String, Long> counts, NoiseKey key, CohortPrivacyParameters parameters) {
        DiscreteLaplace distribution = parameters.nameNoiseDistribution();
        long threshold = parameters.nameThresholdUnits();
        SortedMap<String, Double> released = new TreeMap<>();
        counts.forEach((name, units) -> {
            SortedMap<String, Long> single = new TreeMap<>();
            single.put(name, units);
            long noisy =
                    units + distribution.draw(AesCtrRandom.of(key.hmac(hmacInput(NAMES_LABEL, releaseId, single))));
            if (noisy >= threshold) {
                released.put(name, toPeople(noisy));
            }
        });
        return released;
    }

    private static double toPeople(long units) {
        return (double) units / EventContribution.UNIT;
    }

    private static byte[] hmacInput(String label, String releaseId, SortedMap<String, Long> sums) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeUTF(label);
            out.writeUTF(releaseId);
            for (var sum : sums.entrySet()) {
                out.writeUTF(sum.getKey());
                out.writeLong(sum.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
