package io.portrait.model.fraud;

import io.portrait.kernel.Checks;

/**
 * The prior probability of fraud, which counts until there are enough labels.
 *
 * @param baseRate the share of frauds among payments, in (0, 1)
 * @param evidenceLabels the number of labels from which on the learners count in full, at least 1
 */
public record FraudPrior(double baseRate, int evidenceLabels) {

    /** The number of labels that the base rate counts as. */
    private static final double STRENGTH = 100;

    /** A prior for evaluations, without any effect on a probability that learners give. */
    public static final FraudPrior WEAK = new FraudPrior(0.01, 1);

    /** Checks the bounds. */
    public FraudPrior {
        Checks.requireWithin("baseRate", baseRate, 1e-6, 0.999999);
        Checks.requireWithin("evidenceLabels", evidenceLabels, 1, Integer.MAX_VALUE);
    }

    /** The share of frauds among labels, drawn towards the base rate. */
    double rate(long frauds, long labels) {
        return (frauds + STRENGTH * baseRate) / (labels + STRENGTH);
    }
}
