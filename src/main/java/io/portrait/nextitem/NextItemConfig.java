package io.portrait.nextitem;

/**
 * What a model is: with another configuration it is learned again.
 *
 * @param rates how fast it forgets
 * @param window how far items reach
 * @param mixing how the experts are weighed
 * @param rescoring how the likeliest items are told apart once more
 */
public record NextItemConfig(Bounds bounds, Rates rates, Window window, Mixing mixing, Rescoring rescoring) {

    /**
     * What bounds its memory.
     *
     * @param users whose history is kept; beyond it the longest quiet is forgotten
     * @param items that are kept; beyond it the longest quiet sixteenth is forgotten
     * @param neighbours kept of each item, 8 bytes each, in four lists
     * @param history items kept of each user, in their order
     * @param chosen items kept of each user, once each: what need not be offered again
     */
    public record Bounds(int users, int items, int neighbours, int history, int chosen) {

        public Bounds {
            requireAtLeastOne("users", users);
            requireAtLeastOne("items", items);
            requireAtLeastOne("neighbours", neighbours);
            requireAtLeastOne("history", history);
            requireAtLeastOne("chosen", chosen);
        }
    }

    /**
     * Half-lives, in choices of all users.
     *
     * @param popularLong of what is popular for long
     * @param popularShort of what is popular just now
     * @param neighbours of which items come together
     */
    public record Rates(double popularLong, double popularShort, double neighbours) {

        public Rates {
            requirePositive("popularLong", popularLong);
            requirePositive("popularShort", popularShort);
            requirePositive("neighbours", neighbours);
        }
    }

    /**
     * Which items come together: two that are d choices of one user apart count 1/d^fade.
     *
     * @param span the largest d that counts
     * @param ruleSpan the same for rules
     * @param damping a list speaks with the −damping-th power of all that it has counted, so that items with much company
     *     do not drown the others
     */
    public record Window(int span, int ruleSpan, double fade, double damping) {

        public Window {
            requireAtLeastOne("span", span);
            requireAtLeastOne("ruleSpan", ruleSpan);
            requirePositive("fade", fade);
        }
    }

    /**
     * The Dirichlet prior of the experts' weights, and what of the past counts.
     *
     * @param prior how many choices of a user it takes for the user's own weights to count as much as everybody's
     * @param userMemory what is left of a user's responsibilities with each choice of the user's, in (0, 1]
     * @param sharedMemory the same for everybody's
     * @param schooling how many choices of a user are each asked who saw them coming, which is most of what learning costs
     * @param sampled after those it is asked of one in so many, which counts for all of them
     */
    public record Mixing(double prior, double userMemory, double sharedMemory, int schooling, int sampled) {

        public Mixing {
            requirePositive("prior", prior);
            requirePositive("userMemory", userMemory);
            requirePositive("sharedMemory", sharedMemory);
            requireAtLeastOne("schooling", schooling);
            requireAtLeastOne("sampled", sampled);
        }
    }

    /**
     * The priors of the weights by which the likeliest items share their chance anew.
     *
     * @param places how many are the likeliest
     * @param prior the precision of everybody's weights before anything is known
     * @param ownPrior the same of how a user's differ from everybody's
     * @param memory what is left, with each choice of anybody's, of how much is known of everybody's, in (0, 1]
     */
    public record Rescoring(int places, double prior, double ownPrior, double memory) {

        public Rescoring {
            requireAtLeastOne("places", places);
            requirePositive("prior", prior);
            requirePositive("ownPrior", ownPrior);
            requirePositive("memory", memory);
        }
    }

    /** What has served well on three data sets (decisions 0060 and 0067). */
    public static NextItemConfig defaults() {
        return new NextItemConfig(
                new Bounds(100_000, 50_000, 200, 50, 1_000),
                new Rates(50_000, 2_000, 30_000),
                new Window(20, 10, 0.8, 0.5),
                new Mixing(20, 1, 0.9995, 50, 10),
                new Rescoring(100, 50, 100, 0.9999));
    }

    /** The same within other bounds. */
    public NextItemConfig with(Bounds other) {
        return new NextItemConfig(other, rates, window, mixing, rescoring);
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
