package io.portrait.privacy;

import io.portrait.kernel.Limits;

/**
 * What is promised about statistics over many people, and the constants that follow from it. The unit is one person, and
 * the promise holds for any {@link #WINDOW_DAYS} days. Symbols: ε, δ; κ the cohorts that a person counts in; R the
 * releases in a window; σ the noise in people; ρ the budget of a window in zCDP.
 *
 * @param epsilon ε, 0.01 to 20
 * @param delta δ, 1e-12 to 0.01
 * @param cohortsPerUser κ, 1 to 4
 * @param releases R, 1 to 1,000
 * @param budget ρ: what all releases of a window may cost together; follows from ε and δ
 */
public record CohortPolicy(double epsilon, double delta, int cohortsPerUser, int releases, double budget) {

    /** The length of the window that the budget is for. */
    public static final int WINDOW_DAYS = 30;

    /** No name that comes from data is shown for fewer people, whatever the noise. */
    public static final int LEAST_PEOPLE = 20;

    /** Names from data may fail with this part of δ more, over all releases of a window. */
    private static final double NAMES_PART = 0.1;

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
    public CohortPolicy {
        Limits.requireWithin("epsilon", epsilon, 0.01, 20);
        Limits.requireWithin("delta", delta, 1e-12, 0.01);
        Limits.requireWithin("cohortsPerUser", cohortsPerUser, 1, 4);
        Limits.requireWithin("releases", releases, 1, 1_000);
        if (ZeroConcentrated.delta(budget, epsilon) > delta) {
            throw new IllegalArgumentException("budget must imply delta = %s, is %s".formatted(delta, budget));
        }
    }

    /**
     * The policy with the largest budget that ε and δ allow; takes some milliseconds.
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public CohortPolicy(double epsilon, double delta, int cohortsPerUser, int releases) {
        this(epsilon, delta, cohortsPerUser, releases, ZeroConcentrated.rho(epsilon, delta));
    }

    /** What one release costs: κ/(2σ²), with the σ that is drawn, which is not below √(κR/(2ρ)). */
    public double charge() {
        double sigma = noiseStd();
        return cohortsPerUser / (2 * sigma * sigma);
    }

    /** σ, in people: the deviation of the noise in each cohort's sum. */
    public double noiseStd() {
        return (double) law().sigma() / Contribution.UNIT;
    }

    /** The law of the noise in a sum, in units of 2⁻¹⁶ people: σ² = κR/(2ρ), rounded up. */
    DiscreteGaussian law() {
        double sigma = StrictMath.sqrt(cohortsPerUser * releases / (2 * budget));
        return new DiscreteGaussian((long) Math.ceil(sigma * Contribution.UNIT));
    }

    /** δ of a window in which all releases have names from data. */
    public double deltaWithNames() {
        return delta * (1 + NAMES_PART);
    }

    /** ε of the noise that decides on names: pure, and ε²/2-zCDP, so that a release costs what the others cost. */
    public double namesEpsilon() {
        return StrictMath.sqrt(2 * charge());
    }

    /** The law of the noise in the count of a name from data, in units of 2⁻¹⁶ people: scale ⌈κU/ε⌉. */
    DiscreteLaplace namesLaw() {
        return new DiscreteLaplace((long) Math.ceil(cohortsPerUser * Contribution.UNIT / namesEpsilon()));
    }

    /**
     * The noisy count from which on a name is shown. A name that one person alone brings is shown with probability at
     * most p = 1 − (1 − δ)^(1/κ), so that none of κ is with 1 − δ; the continuous law gives 1 − ln(2p)·κ/ε, and with
     * P(Z ≥ m) = αᵐ/(1 + α) of the discrete one m = ⌈−t·ln(p(1 + α))⌉. Never below {@value #LEAST_PEOPLE} people.
     *
     * @return in units of 2⁻¹⁶ people
     */
    long namesThresholdUnits() {
        double shown = -StrictMath.expm1(StrictMath.log1p(-delta * NAMES_PART / releases) / cohortsPerUser);
        long t = namesLaw().scale();
        double margin = -t * StrictMath.log(shown * (1 + StrictMath.exp(-1.0 / t)));
        return Math.max((long) LEAST_PEOPLE * Contribution.UNIT, Contribution.UNIT + (long) Math.ceil(margin));
    }

    /** The same in people. */
    public double namesThreshold() {
        return (double) namesThresholdUnits() / Contribution.UNIT;
    }

    /** The deviation of the noise in the count of a name from data, in people. */
    public double namesNoiseStd() {
        return namesLaw().standardDeviation() / Contribution.UNIT;
    }
}
