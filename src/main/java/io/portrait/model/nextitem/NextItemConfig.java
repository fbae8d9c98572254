package io.portrait.model.nextitem;

/**
 * What a model is: with another configuration it is learned again.
 *
 * @param halfLives how fast it forgets
 * @param window how far items reach
 * @param mixture how the experts are weighed
 * @param reranker how the likeliest items are told apart once more
 */
public record NextItemConfig(
        Capacity capacity,
        HalfLives halfLives,
        CooccurrenceWindow window,
        MixtureSettings mixture,
        RerankerSettings reranker) {

    /**
     * What bounds its memory.
     *
     * @param users whose history is kept; beyond it the longest quiet is forgotten
     * @param items that are kept; beyond it the longest quiet sixteenth is forgotten
     * @param neighbors kept of each item, 8 bytes each, in four lists
     * @param historyLength items kept of each user, in their order
     * @param distinctItems items kept of each user, once each: what need not be offered again
     */
    public record Capacity(int users, int items, int neighbors, int historyLength, int distinctItems) {

        public Capacity {
            requireAtLeastOne("users", users);
            requireAtLeastOne("items", items);
            requireAtLeastOne("neighbours", neighbors);
            requireAtLeastOne("history", historyLength);
            requireAtLeastOne("chosen", distinctItems);
        }
    }

    /**
     * Half-lives, in choices of all users.
     *
     * @param popularity of what is popular for long
     * @param recentPopularity of what is popular just now
     * @param cooccurrence of which items come together
     */
    public record HalfLives(double popularity, double recentPopularity, double cooccurrence) {

        public HalfLives {
            requirePositive("popularLong", popularity);
            requirePositive("popularShort", recentPopularity);
            requirePositive("neighbours", cooccurrence);
        }
    }

    /**
     * Which items come together: two that are d choices of one user apart count 1/d^fade.
     *
     * @param maxDistance the largest d that counts
     * @param maxRuleDistance the same for rules
     * @param normalizationExponent a list speaks with the −damping-th power of all that it has counted, so that items with much company
     *     do not drown the others
     */
    public record CooccurrenceWindow(
            int maxDistance, int maxRuleDistance, double distanceExponent, double normalizationExponent) {

        public CooccurrenceWindow {
            requireAtLeastOne("span", maxDistance);
            requireAtLeastOne("ruleSpan", maxRuleDistance);
            requirePositive("fade", distanceExponent);
        }
    }

    /**
     * The Dirichlet prior of the experts' weights, and what of the past counts.
     *
     * @param priorStrength how many choices of a user it takes for the user's own weights to count as much as everybody's
     * @param userForgettingFactor what is left of a user's responsibilities with each choice of the user's, in (0, 1]
     * @param globalForgettingFactor the same for everybody's
     * @param fullUpdates how many choices of a user are each asked who saw them coming, which is most of what learning costs
     * @param samplingInterval after those it is asked of one in so many, which counts for all of them
     */
    public record MixtureSettings(
            double priorStrength,
            double userForgettingFactor,
            double globalForgettingFactor,
            int fullUpdates,
            int samplingInterval) {

        public MixtureSettings {
            requirePositive("prior", priorStrength);
            requirePositive("userMemory", userForgettingFactor);
            requirePositive("sharedMemory", globalForgettingFactor);
            requireAtLeastOne("schooling", fullUpdates);
            requireAtLeastOne("sampled", samplingInterval);
        }
    }

    /**
     * The priors of the weights by which the likeliest items share their chance anew.
     *
     * @param candidates how many are the likeliest
     * @param priorPrecision the precision of everybody's weights before anything is known
     * @param userPriorPrecision the same of how a user's differ from everybody's
     * @param forgettingFactor what is left, with each choice of anybody's, of how much is known of everybody's, in (0, 1]
     */
    public record RerankerSettings(
            int candidates, double priorPrecision, double userPriorPrecision, double forgettingFactor) {

        public RerankerSettings {
            requireAtLeastOne("places", candidates);
            requirePositive("prior", priorPrecision);
            requirePositive("ownPrior", userPriorPrecision);
            requirePositive("memory", forgettingFactor);
        }
    }

    /** What has served well on three data sets (decisions 0060 and 0067). */
    public static NextItemConfig defaults() {
        return new NextItemConfig(
                new Capacity(100_000, 50_000, 200, 50, 1_000),
                new HalfLives(50_000, 2_000, 30_000),
                new CooccurrenceWindow(20, 10, 0.8, 0.5),
                new MixtureSettings(20, 1, 0.9995, 50, 10),
                new RerankerSettings(100, 50, 100, 0.9999));
    }

    /** The same within other bounds. */
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
