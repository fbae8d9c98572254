package io.portrait.release.mechanism;

import io.portrait.kernel.Checks;

/**
 * The privacy parameters of cohort statistics and the constants that follow from them. The unit of privacy is one
 * person, and the guarantee holds for any {@link #WINDOW_DAYS} days. Symbols: ε, δ; κ the largest number of cohorts
 * that a person counts in; R the releases of a window; σ the noise in people; ρ the budget of a window in zCDP; U = 2¹⁶
 * units per person.
 *
 * @param epsilon ε, 0.01 to 20
 * @param delta δ, 1e-12 to 0.01
 * @param maxCohortsPerUser κ, 1 to 4
 * @param releasesPerWindow R, 1 to 1,000
 * @param rhoBudget ρ, the total cost of all releases of a window; follows from ε and δ
 */
public record CohortPrivacyParameters(
        double epsilon, double delta, int maxCohortsPerUser, int releasesPerWindow, double rhoBudget) {

    /** The length of the budget window, in days. */
    public static final int WINDOW_DAYS = 30;

    /** The smallest noisy count for which a name from the data is released, in people. */
    public static final int MIN_PEOPLE = 20;

    /** The additional δ for names from the data over all releases of a window, as a fraction of δ. */
    private static final double NAMES_DELTA_FRACTION = 0.1;

    /** The published guarantee, verbatim. */
    public static final String CLAIM = """
        For any single person, everything that all external callers together can ever see of the cohort statistics \
        that are released within any 30 days is (ε, δ)-differentially private (ε = 3, δ = 1e-6 by default, and a \
        tenth of δ more where names of cohorts come from data; unit: one person added or removed). A person counts \
        in at most 4 cohorts of a release, with a value of 0 to 1 each; discrete Gaussian noise, accounted in zCDP. \
        The claim is for 30 days: over longer times the ε of the windows add up. Not hidden: which statistics are \
        registered, and when they are released. The guarantee is computational and trusts the server, its keys and \
        clock. People with several user ids count as several.\
        """;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a component is out of bounds
     */
    public CohortPrivacyParameters {
        Checks.requireWithin("epsilon", epsilon, 0.01, 20);
        Checks.requireWithin("delta", delta, 1e-12, 0.01);
        Checks.requireWithin("maxCohortsPerUser", maxCohortsPerUser, 1, 4);
        Checks.requireWithin("releasesPerWindow", releasesPerWindow, 1, 1_000);
        if (ZcdpAccountant.delta(rhoBudget, epsilon) > delta) {
            throw new IllegalArgumentException("budget must imply delta = %s, is %s".formatted(delta, rhoBudget));
        }
    }

    /**
     * The parameters with the largest budget that ε and δ allow; takes some milliseconds.
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public CohortPrivacyParameters(double epsilon, double delta, int maxCohortsPerUser, int releasesPerWindow) {
        this(epsilon, delta, maxCohortsPerUser, releasesPerWindow, ZcdpAccountant.rho(epsilon, delta));
    }

    /** The cost of one release in zCDP: κ/(2σ²), with the rounded σ, which is not below √(κR/(2ρ)). */
    public double rhoPerRelease() {
        double sigma = noiseStd();
        return maxCohortsPerUser / (2 * sigma * sigma);
    }

    /** σ, the standard deviation of the noise in the sum of a cohort, in people. */
    public double noiseStd() {
        return (double) noiseDistribution().sigma() / EventContribution.UNIT;
    }

    /** The distribution of the noise in a sum, in units of 2⁻¹⁶ people: σ² = κR/(2ρ), rounded up. */
    DiscreteGaussian noiseDistribution() {
        double sigma = StrictMath.sqrt(maxCohortsPerUser * releasesPerWindow / (2 * rhoBudget));
        return new DiscreteGaussian((long) Math.ceil(sigma * EventContribution.UNIT));
    }

    /** δ of a window in which all releases contain names from the data. */
    public double deltaWithNames() {
        return delta * (1 + NAMES_DELTA_FRACTION);
    }

    /** ε of the noise of named counts: pure ε implies ε²/2-zCDP, so such a release costs the same as any other. */
    public double nameEpsilon() {
        return StrictMath.sqrt(2 * rhoPerRelease());
    }

    /** The distribution of the noise in the count of a name from the data, in units of 2⁻¹⁶ people: scale ⌈κU/ε⌉. */
    DiscreteLaplace nameNoiseDistribution() {
        return new DiscreteLaplace((long) Math.ceil(maxCohortsPerUser * EventContribution.UNIT / nameEpsilon()));
    }

    /**
     * The smallest noisy count for which a name is released. A name contributed by a single person is released with
     * probability at most p = 1 − (1 − δ)^(1/κ), so with probability 1 − δ none of κ such names is. The continuous
     * distribution gives 1 − ln(2p)·κ/ε; with P(Z ≥ m) = αᵐ/(1 + α) the discrete one gives m = ⌈−t·ln(p(1 + α))⌉. The
     * threshold is never below {@value #MIN_PEOPLE} people.
     *
     * @return the threshold in units of 2⁻¹⁶ people
     */
    long nameThresholdUnits() {
        double releaseProbability = -StrictMath.expm1(
                StrictMath.log1p(-delta * NAMES_DELTA_FRACTION / releasesPerWindow) / maxCohortsPerUser);
        long t = nameNoiseDistribution().scale();
        double margin = -t * StrictMath.log(releaseProbability * (1 + StrictMath.exp(-1.0 / t)));
        return Math.max((long) MIN_PEOPLE * EventContribution.UNIT, EventContribution.UNIT + (long) Math.ceil(margin));
    }

    /** The threshold of {@link #nameThresholdUnits} in people. */
    public double nameThreshold() {
        return (double) nameThresholdUnits() / EventContribution.UNIT;
    }

    /** The standard deviation of the noise in the count of a name from the data, in people. */
    public double nameNoiseStd() {
        return nameNoiseDistribution().standardDeviation() / EventContribution.UNIT;
    }
}
