package io.portrait.release.mechanism;

import io.portrait.kernel.Checks;

/**
 * What is promised about statistics over many people, and the constants that follow from it. The unit is one person, and
 * the promise holds for any {@link #WINDOW_DAYS} days. Symbols: ε, δ; κ the cohorts that a person counts in; R the
 * releases in a window; σ the noise in people; ρ the budget of a window in zCDP.
 *
 * @param epsilon ε, 0.01 to 20
 * @param delta δ, 1e-12 to 0.01
 * @param maxCohortsPerUser κ, 1 to 4
 * @param releasesPerWindow R, 1 to 1,000
 * @param rhoBudget ρ: what all releases of a window may cost together; follows from ε and δ
 */
public record CohortPrivacyParameters(
        double epsilon, double delta, int maxCohortsPerUser, int releasesPerWindow, double rhoBudget) {

    /** The length of the window that the budget is for. */
    public static final int WINDOW_DAYS = 30;

    /** No name that comes from data is shown for fewer people, whatever the noise. */
    public static final int MIN_PEOPLE = 20;

    /** Names from data may fail with this part of δ more, over all releases of a window. */
    private static final double NAMES_DELTA_FRACTION = 0.1;

    /** The promise to the people described, word for word as it is published. */
    public static final String CLAIM = """
            For any single person, everything that all external callers together can ever see of the cohort statistics \
            that are released within any 30 days is (ε, δ)-differentially private (ε = 3, δ = 1e-6 by default, and a \
            tenth of δ more where names of cohorts come from data; unit: one person added or removed). A person counts \
            in at most 4 cohorts of a release, with a value of 0 to 1 each; discrete Gaussian noise, accounted in zCDP. \
            The claim is for 30 days: over longer times the ε of the windows add up. Not hidden: which statistics are \
            registered, and when they are released. The guarantee is computational and trusts the server, its keys and \
            clock. People with several user ids count as several.""";

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a component is out of bounds
     */
    public CohortPrivacyParameters {
        Checks.requireWithin("epsilon", epsilon, 0.01, 20);
        Checks.requireWithin("delta", delta, 1e-12, 0.01);
        Checks.requireWithin("cohortsPerUser", maxCohortsPerUser, 1, 4);
        Checks.requireWithin("releases", releasesPerWindow, 1, 1_000);
        if (ZcdpAccountant.delta(rhoBudget, epsilon) > delta) {
            throw new IllegalArgumentException("budget must imply delta = %s, is %s".formatted(delta, rhoBudget));
        }
    }

    /**
     * The policy with the largest budget that ε and δ allow; takes some milliseconds.
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public CohortPrivacyParameters(double epsilon, double delta, int maxCohortsPerUser, int releasesPerWindow) {
        this(epsilon, delta, maxCohortsPerUser, releasesPerWindow, ZcdpAccountant.rho(epsilon, delta));
    }

    /** What one release costs: κ/(2σ²), with the σ that is drawn, which is not below √(κR/(2ρ)). */
    public double rhoPerRelease() {
        double sigma = noiseStd();
        return maxCohortsPerUser / (2 * sigma * sigma);
    }

    /** σ, in people: the deviation of the noise in each cohort's sum. */
    public double noiseStd() {
        return (double) noiseDistribution().sigma() / EventContribution.UNIT;
    }

    /** The law of the noise in a sum, in units of 2⁻¹⁶ people: σ² = κR/(2ρ), rounded up. */
    DiscreteGaussian noiseDistribution() {
        double sigma = StrictMath.sqrt(maxCohortsPerUser * releasesPerWindow / (2 * rhoBudget));
        return new DiscreteGaussian((long) Math.ceil(sigma * EventContribution.UNIT));
    }

    /** δ of a window in which all releases have names from data. */
    public double deltaWithNames() {
        return delta * (1 + NAMES_DELTA_FRACTION);
    }

    /** ε of the noise that decides on names: pure, and ε²/2-zCDP, so that a release costs what the others cost. */
    public double nameEpsilon() {
        return StrictMath.sqrt(2 * rhoPerRelease());
    }

    /** The law of the noise in the count of a name from data, in units of 2⁻¹⁶ people: scale ⌈κU/ε⌉. */
    DiscreteLaplace nameNoiseDistribution() {
        return new DiscreteLaplace((long) Math.ceil(maxCohortsPerUser * EventContribution.UNIT / nameEpsilon()));
    }

    /**
     * The noisy count from which on a name is shown. A name that one person alone brings is shown with probability at
     * most p = 1 − (1 − δ)^(1/κ), so that none of κ is with 1 − δ; the continuous law gives 1 − ln(2p)·κ/ε, and with
     * P(Z ≥ m) = αᵐ/(1 + α) of the discrete one m = ⌈−t·ln(p(1 + α))⌉. Never below {@value #MIN_PEOPLE} people.
     *
     * @return in units of 2⁻¹⁶ people
     */
    long nameThresholdUnits() {
        double releaseProbability = -StrictMath.expm1(
                StrictMath.log1p(-delta * NAMES_DELTA_FRACTION / releasesPerWindow) / maxCohortsPerUser);
        long t = nameNoiseDistribution().scale();
        double margin = -t * StrictMath.log(releaseProbability * (1 + StrictMath.exp(-1.0 / t)));
        return Math.max((long) MIN_PEOPLE * EventContribution.UNIT, EventContribution.UNIT + (long) Math.ceil(margin));
    }

    /** The same in people. */
    public double nameThreshold() {
        return (double) nameThresholdUnits() / EventContribution.UNIT;
    }

    /** The deviation of the noise in the count of a name from data, in people. */
    public double nameNoiseStd() {
        return nameNoiseDistribution().standardDeviation() / EventContribution.UNIT;
    }
}
