package io.portrait.privacy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The noise of a release of cohort sums, drawn from HMAC-SHA256(key, release, sums): a release that is made twice, after a
 * crash or a restored backup, is the same release if its sums are the same, and independent of the first if not.
 */
public final class CohortNoise {

    private static final String SUMS = "cohort sums";
    private static final String NAMES = "cohort names";

    private CohortNoise() {}

    /**
     * The sums of cohorts from a public list with discrete Gaussian noise, zeros like others.
     *
     * @param release names the statistic and the time, once and for all
     * @param sums of {@link CohortContribution}s, by cohort
     * @return in people
     */
    public static SortedMap<String, Double> noised(
            String release, SortedMap<String, Long> sums, NoiseKey key, CohortPolicy policy) {
        RandomBits random = RandomBits.of(key.hmac(image(SUMS, release, sums)));
        DiscreteGaussian law = policy.law();
        SortedMap<String, Double> noised = new TreeMap<>();
        sums.forEach((cohort, units) -> noised.put(cohort, people(units + law.draw(random))));
        return noised;
    }

    /**
     * The counts of cohorts whose names come from the data, with discrete Laplace noise; only those that reach the
     * policy's threshold. The noise of a name does not depend on which others there are.
     *
     * @param release names the statistic and the time, once and for all
     * @param counts of {@link CohortContribution}s, by cohort
     * @return in people
     */
    public static SortedMap<String, Double> noisedNames(
            String release, SortedMap<String, Long> counts, NoiseKey key, CohortPolicy policy) {
        DiscreteLaplace law = policy.namesLaw();
        long threshold = policy.namesThresholdUnits();
        SortedMap<String, Double> shown = new TreeMap<>();
        counts.forEach((name, units) -> {
            SortedMap<String, Long> alone = new TreeMap<>();
            alone.put(name, units);
            long noisy = units + law.draw(RandomBits.of(key.hmac(image(NAMES, release, alone))));
            if (noisy >= threshold) {
                shown.put(name, people(noisy));
            }
        });
        return shown;
    }

    private static double people(long units) {
        return (double) units / Contribution.UNIT;
    }

    private static byte[] image(String use, String release, SortedMap<String, Long> sums) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeUTF(use);
            out.writeUTF(release);
            for (var sum : sums.entrySet()) {
                out.writeUTF(sum.getKey());
                out.writeLong(sum.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes all bytes", e);
        }
        return bytes.toByteArray();
    }
}
