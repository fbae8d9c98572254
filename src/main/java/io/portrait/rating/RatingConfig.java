package io.portrait.rating;

import io.portrait.kernel.Limits;

/**
 * How ratings are learned. Two models with equal configurations that were shown the same ratings are equal, bit for
 * bit. The defaults were chosen on MovieLens-100k, by the losses on the first half of its stream and on all of it.
 *
 * @param seed of the first item vectors and of what is replayed
 */
public record RatingConfig(
        long seed,
        Bounds bounds,
        Biases biases,
        Taste taste,
        Vectors vectors,
        Similarity similarity,
        double forgetting) {

    /**
     * What bounds the memory. Beyond a bound, whoever has been without a rating for longest is forgotten.
     *
     * @param users at most, about 4 KB each after 200 ratings, 2.5 KB before the tenth
     * @param items at most, up to 13 bytes for each neighbour
     * @param topics that a taste is kept for, the first ones to be rated; 0 to 22
     * @param history the last ratings of a user that speak for the next
     * @param neighbours of an item at most; a power of two, 8 or more
     * @param replay the last ratings that are replayed
     */
    public record Bounds(int users, int items, int topics, int history, int neighbours, int replay) {

        /** Checks the numbers. */
        public Bounds {
            Limits.requireWithin("users", users, 1, 10_000_000);
            Limits.requireWithin("items", items, 1, 10_000_000);
            Limits.requireWithin("topics", topics, 0, 22);
            Limits.requireWithin("history", history, 1, 10_000);
            Limits.requireWithin("neighbours", neighbours, 8, 65_536);
            Limits.requireWithin("replay", replay, 1, 10_000_000);
            if (Integer.bitCount(neighbours) != 1) {
                throw new IllegalArgumentException("neighbours must be a power of two, is " + neighbours);
            }
        }
    }

    /**
     * The shrunken means.
     *
     * @param mean expected before any rating, in stars
     * @param meanWeight how many ratings that counts as
     * @param item how many ratings of 0 an item's bias is averaged with
     * @param user how many a user's
     * @param keep what is left of a user's past ratings at the next one
     */
    public record Biases(double mean, double meanWeight, double item, double user, double keep) {

        /** Checks the numbers. */
        public Biases {
            Limits.requireWithin("mean", mean, 0, Rating.MAX_STARS);
            Limits.requireWithin("meanWeight", meanWeight, 1e-3, 1e6);
            Limits.requireWithin("item", item, 1e-3, 1e6);
            Limits.requireWithin("user", user, 1e-3, 1e6);
            Limits.requireWithin("keep", keep, 0.01, 1);
        }
    }

    /**
     * The prior of a user's {@link Posterior}; variances in stars².
     *
     * @param mood variance of the bias that drifts
     * @param moodKeep correlation of that bias between one rating and the next
     * @param bias variance of the bias that stays
     * @param topic variance of the weight of a topic
     * @param topicKeep correlation of a topic's weight between one rating and the next
     * @param noise variance of a rating about what the user thinks
     * @param newItem more noise for an item of n ratings, over n + 1: its mean is not known yet
     */
    public record Taste(
            double mood, double moodKeep, double bias, double topic, double topicKeep, double noise, double newItem) {

        /** Checks the numbers. */
        public Taste {
            Limits.requireWithin("mood", mood, 0, 100);
            Limits.requireWithin("moodKeep", moodKeep, 0, 1);
            Limits.requireWithin("bias", bias, 0, 100);
            Limits.requireWithin("topic", topic, 0, 100);
            Limits.requireWithin("topicKeep", topicKeep, 0, 1);
            Limits.requireWithin("noise", noise, 1e-3, 100);
            Limits.requireWithin("newItem", newItem, 0, 100);
        }
    }

    /**
     * The {@link ReplayedVectors}.
     *
     * @param dimensions of a vector
     * @param rate step size
     * @param ridge pull towards 0
     * @param replays past ratings that are learned again with each new one
     * @param recency 1 replays all of the buffer alike; more prefers what is new
     * @param spread standard deviation of an item's first vector, about
     */
    public record Vectors(int dimensions, double rate, double ridge, int replays, double recency, double spread) {

        /** Checks the numbers; a step with these contracts as long as vectors are shorter than 1/√rate. */
        public Vectors {
            Limits.requireWithin("dimensions", dimensions, 1, 64);
            Limits.requireWithin("rate", rate, 1e-6, 0.1);
            Limits.requireWithin("ridge", ridge, 0, 1);
            Limits.requireWithin("replays", replays, 0, 100);
            Limits.requireWithin("recency", recency, 1, 10);
            Limits.requireWithin("spread", spread, 0, 1);
        }
    }

    /**
     * The {@link Neighbours}.
     *
     * @param variance of a residual, in stars²
     * @param shrinkage how many common raters without any agreement are added
     * @param exponent sharpens: a similarity s weighs sign(s)·|s|^exponent; 1, 1.5 or 2 are usual
     * @param prior weight of "no neighbour says anything"
     */
    public record Similarity(double variance, double shrinkage, double exponent, double prior) {

        /** Checks the numbers. */
        public Similarity {
            Limits.requireWithin("variance", variance, 1e-3, 100);
            Limits.requireWithin("shrinkage", shrinkage, 1e-3, 1e6);
            Limits.requireWithin("exponent", exponent, 0.5, 4);
            Limits.requireWithin("prior", prior, 1e-3, 1e6);
        }
    }

    /** Checks the forgetting of the {@link Stack}. */
    public RatingConfig {
        Limits.requireWithin("forgetting", forgetting, 0.9, 1);
    }

    /** What the service runs with unless it is told otherwise. */
    public static RatingConfig defaults() {
        return new RatingConfig(
                1,
                new Bounds(20_000, 20_000, 20, 200, 256, 65_536),
                new Biases(3.5, 10, 3, 2, 0.9),
                new Taste(0.2, 0.95, 0.08, 0.1, 0.999, 0.95, 0.3),
                new Vectors(16, 0.05, 0.12, 8, 2, 0.1),
                new Similarity(0.8, 50, 1.5, 0.8),
                0.9999);
    }

    /** The same with other bounds. */
    public RatingConfig with(Bounds others) {
        return new RatingConfig(seed, others, biases, taste, vectors, similarity, forgetting);
    }

    /** All of it as one text: states under different identities must not be mixed. */
    public String identity() {
        return toString();
    }
}
