package io.portrait.model.nextitem;

/**
 * The configuration of a {@link NextItemModel}. It is part of the model's fingerprint: a changed configuration requires
 * relearning.
 *
 * @param capacity limits of memory
 * @param halfLives decay of the statistics
 * @param window which interactions of a user count as co-occurring
 * @param mixture learning of the experts' weights
 * @param reranker learning of the re-ranker
 */
public record NextItemConfig(
        Capacity capacity,
        HalfLives halfLives,
        CooccurrenceWindow window,
        MixtureSettings mixture,
        RerankerSettings reranker) {

    /**
     * Limits of memory.
     *
     * @param users stored users; beyond it the least recently active one is evicted
     * @param items indexed items; beyond it the least recently used sixteenth is evicted
     * @param neighbors stored neighbors per item and co-occurrence matrix, 8 bytes each
     * @param historyLength stored interactions per user, in their order
     * @param distinctItems stored distinct items per user, for the exclusion of known items
     */
    public record Capacity(int users, int items, int neighbors, int historyLength, int distinctItems) {

        public Capacity {
            requireAtLeastOne("users", users);
            requireAtLeastOne("items", items);
            requireAtLeastOne("neighbors", neighbors);
            requireAtLeastOne("historyLength", historyLength);
            requireAtLeastOne("distinctItems", distinctItems);
        }
    }

    /**
     * Half-lives, in pairs of a person and a new item (see {@link ItemStatistics}).
     *
     * @param popularity of the long-term popularity
     * @param recentPopularity of the recent popularity
     * @param cooccurrence of all co-occurrence matrices
     */
    public record HalfLives(double popularity, double recentPopularity, double cooccurrence) {

        public HalfLives {
            requirePositive("popularity", popularity);
            requirePositive("recentPopularity", recentPopularity);
            requirePositive("cooccurrence", cooccurrence);
        }
    }

    /**
     * Co-occurrence of items in the sequence of a user: two interactions at distance d count 1 / d^distanceExponent.
     *
     * @param maxDistance the largest distance that counts
     * @param maxRuleDistance the largest distance that counts for sequential rules
     * @param normalizationExponent a row is divided by its total weight to this power, so that items with many
     *     co-occurrences do not dominate
     */
    public record CooccurrenceWindow(
            int maxDistance, int maxRuleDistance, double distanceExponent, double normalizationExponent) {

        public CooccurrenceWindow {
            requireAtLeastOne("maxDistance", maxDistance);
            requireAtLeastOne("maxRuleDistance", maxRuleDistance);
            requirePositive("distanceExponent", distanceExponent);
        }
    }

    /**
     * The Dirichlet prior and the online EM of the experts' weights.
     *
     * @param priorStrength the concentration of the prior: after so many interactions a user's own evidence counts as
     *     much as the global weights
     * @param userForgettingFactor the factor of a user's counts per interaction of the user, in (0, 1]
     * @param globalForgettingFactor the factor of the global counts per interaction of any user, in (0, 1]
     * @param fullUpdates the number of a user's first interactions that each update the weights; updates are the
     *     largest part of the cost of learning
     * @param samplingInterval afterwards one of so many interactions updates the weights, with this weight
     */
    public record MixtureSettings(
            double priorStrength,
            double userForgettingFactor,
            double globalForgettingFactor,
            int fullUpdates,
            int samplingInterval) {

        public MixtureSettings {
            requirePositive("priorStrength", priorStrength);
            requirePositive("userForgettingFactor", userForgettingFactor);
            requirePositive("globalForgettingFactor", globalForgettingFactor);
            requireAtLeastOne("fullUpdates", fullUpdates);
            requireAtLeastOne("samplingInterval", samplingInterval);
        }
    }

    /**
     * The Gaussian priors of the re-ranker's weights.
     *
     * @param candidates the number of re-ranked items
     * @param priorPrecision the prior precision of the global weights
     * @param userPriorPrecision the prior precision of the difference between a user's weights and the global ones
     * @param forgettingFactor the factor of the global weights' information per interaction, in (0, 1]
     */
    public record RerankerSettings(
            int candidates, double priorPrecision, double userPriorPrecision, double forgettingFactor) {

        public RerankerSettings {
            requireAtLeastOne("candidates", candidates);
            requirePositive("priorPrecision", priorPrecision);
            requirePositive("userPriorPrecision", userPriorPrecision);
            requirePositive("forgettingFactor", forgettingFactor);
        }
    }

    /** The defaults, tuned on three data sets (decisions 0060 and 0067). */
    public static NextItemConfig defaults() {
        return new NextItemConfig(
                new Capacity(100_000, 50_000, 200, 50, 1_000),
                new HalfLives(50_000, 2_000, 30_000),
                new CooccurrenceWindow(20, 10, 0.8, 0.5),
                new MixtureSettings(20, 1, 0.9995, 50, 10),
                new RerankerSettings(100, 50, 100, 0.9999));
    }

    /** A copy of the configuration with another capacity. */
    public NextItemConfig withCapacity(Capacity newCapacity) {
        return new NextItemConfig(newCapacity, halfLives, window, mixture, reranker);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, is %d".formatted(name, value));
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be positive and finite, is %s".formatted(name, value));
        }
    }
}
