package io.portrait.release.mechanism;

import io.portrait.kernel.Checks;

/**
 * The privacy parameters of item statistics and the constants that follow from them. The unit of privacy is one person,
 * and the guarantee holds for the releases of any {@link #WINDOW_DAYS} days. Symbols: ε, δ; κ the largest number of
 * items in which a person counts; s the largest number of items in whose pairs a person counts; R the releases of a
 * window; ρ the budget of a window in zCDP; σ the noise in persons; U = 2¹⁶ units per person.
 *
 * <p>A release has two stages. The first one releases counts of items under ρ₁ = {@value #ITEM_SHARE}·ρ/R, the second
 * one counts of pairs of released items under ρ₂ = ρ/R − ρ₁. A person changes at most κ counts by 1 in the first stage
 * and at most s(s−1)/2 counts by 1 in the second one, so the L2 sensitivities are √κ and √(s(s−1)/2), and σ² = Δ²/(2ρ)
 * (Bun and Steinke, arXiv 1605.02065, proposition 1.6). The costs of adaptive stages and releases add up (lemma 1.7).
 * Half of δ belongs to the conversion of ρ, the other half to names of items: see {@link #itemThresholdUnits}.
 *
 * @param epsilon ε, 0.01 to 20
 * @param delta δ, 1e-12 to 0.01
 * @param maxItemsPerPerson κ, 1 to 1,000
 * @param maxPairedItemsPerPerson s, 2 to 100
 * @param releasesPerWindow R, 1 to 1,000
 * @param minPersons smallest noisy count of an item or a pair that is released, in persons, at least {@value #MIN_PERSONS}
 */
public record ItemPrivacyParameters(
        double epsilon,
        double delta,
        int maxItemsPerPerson,
        int maxPairedItemsPerPerson,
        int releasesPerWindow,
        int minPersons) {

    /** The length of the budget window, in days. */
    public static final int WINDOW_DAYS = 30;

    /** The least value of {@code minPersons}. */
    static final int MIN_PERSONS = 20;

    /** The published guarantee, verbatim. */
    public static final String CLAIM = """
        For any single person, everything that all other persons together can ever see with their tokens from the item \
        statistics that are released within any 30 days is (ε, δ)-differentially private (ε = 3, δ = 1e-6 by default; \
        unit: one person with all events added or removed). Recommendations, reasons and counterfactuals for a token \
        are computed from the reader's own data, the catalog and these statistics, and from nothing else. A person \
        counts in at most 64 items and in the pairs of at most 16 items of a release; discrete Gaussian noise, accounted \
        in zCDP; an item or pair whose noisy count is under 20 persons is not released. Persons who restrict, object or \
        do not share are not counted. The claim is for 30 days: over longer times the ε of the windows add up. Not hidden: \
        the catalog, how many events arrive in all, when statistics are released, lists that internal callers had \
        served to the reader, and timing on the network. The guarantee is computational and trusts the server, its \
        keys and clock. People with several user ids count as several.\
        """;

    /** The part of the budget that the counts of items get; counts of pairs are smaller and need less noise. */
    private static final double ITEM_SHARE = 0.25;

    /** The part of δ that the names of items get. */
    private static final double NAMES_SHARE = 0.5;

    /** A pair is released if its noisy count is this many σ over 0, because most pairs have a count near 0. */
    private static final double PAIR_THRESHOLD_SIGMAS = 4;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a component is out of bounds
     */
    public ItemPrivacyParameters {
        Checks.requireWithin("epsilon", epsilon, 0.01, 20);
        Checks.requireWithin("delta", delta, 1e-12, 0.01);
        Checks.requireWithin("maxItemsPerPerson", maxItemsPerPerson, 1, 1_000);
        Checks.requireWithin("maxPairedItemsPerPerson", maxPairedItemsPerPerson, 2, 100);
        Checks.requireWithin("releasesPerWindow", releasesPerWindow, 1, 1_000);
        Checks.requireWithin("minPersons", minPersons, MIN_PERSONS, 1_000_000);
    }

    /** ρ, the budget of a window in zCDP; takes some milliseconds. */
    public double rhoBudget() {
        return ZcdpAccountant.rho(epsilon, delta * (1 - NAMES_SHARE));
    }

    /** The cost of one release, which is not above ρ/R because σ is rounded up. */
    public double rhoPerRelease() {
        return rhoBudget() / releasesPerWindow;
    }

    /** The largest number of pairs in which a person counts: s(s−1)/2. */
    public int maxPairsPerPerson() {
        return maxPairedItemsPerPerson * (maxPairedItemsPerPerson - 1) / 2;
    }

    /**
     * The noise and the thresholds of a release.
     *
     * @throws IllegalArgumentException if σ would be above 512 persons, which no longer leaves anything to see
     */
    public ItemNoise noise() {
        double rho = rhoPerRelease();
        DiscreteGaussian items = gaussian(maxItemsPerPerson, rho * ITEM_SHARE);
        DiscreteGaussian pairs = gaussian(maxPairsPerPerson(), rho * (1 - ITEM_SHARE));
        return new ItemNoise(items, itemThresholdUnits(items.sigma()), pairs, pairThresholdUnits(pairs.sigma()));
    }

    /** The Gaussian with σ = √(Δ²/(2ρ)) persons, rounded up. */
    private static DiscreteGaussian gaussian(int squaredSensitivity, double rho) {
        double sigma = StrictMath.sqrt(squaredSensitivity / (2 * rho));
        return new DiscreteGaussian((long) Math.ceil(sigma * EventContribution.UNIT));
    }

    /**
     * The smallest noisy count for which the name of an item is released. Names come from data: a name that only one
     * person contributed must not appear. It appears with probability at most p = 1 − (1 − δ′)^(1/κ), so with
     * probability 1 − δ′ none of the κ names of the person does; δ′ is the part of δ of one release (D. Desfontaines et
     * al., arXiv 2006.03684). A discrete Gaussian is subgaussian, P(Z ≥ m) ≤ exp(−m²/(2σ²)) (Canonne, Kamath and
     * Steinke, arXiv 2004.00010, corollary 26), which gives the threshold 1 + σ·√(2·ln(1/p)).
     */
    private long itemThresholdUnits(long sigma) {
        double releaseDelta = delta * NAMES_SHARE / releasesPerWindow;
        double probability = -StrictMath.expm1(StrictMath.log1p(-releaseDelta) / maxItemsPerPerson);
        double margin = sigma * StrictMath.sqrt(-2 * StrictMath.log(probability));
        return Math.max(units(minPersons), EventContribution.UNIT + (long) Math.ceil(margin));
    }

    /** The names of pairs are public once the items are, so this threshold serves accuracy and {@code minPersons} only. */
    private long pairThresholdUnits(long sigma) {
        return Math.max(units(minPersons), (long) Math.ceil(PAIR_THRESHOLD_SIGMAS * sigma));
    }

    private static long units(int persons) {
        return (long) persons * EventContribution.UNIT;
    }
}
