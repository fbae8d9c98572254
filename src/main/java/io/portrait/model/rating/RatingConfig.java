package io.portrait.model.rating;

import io.portrait.kernel.Checks;

/**
 * How ratings are learned. Two models with equal configurations that were shown the same ratings are equal, bit for
 * bit. The defaults were chosen on MovieLens-100k, by the losses on the first half of its stream and on all of it.
 *
 * @param seed of the first item vectors and of what is replayed
 */
public record RatingConfig(
        long seed,
        RatingCapacity capacity,
        BiasConfig biases,
        UserPrior userPrior,
        FactorizationConfig factorization,
        SimilarityConfig similarity,
        double stackForgetting) {

    /**
     * What bounds the memory. Beyond a bound, whoever has been without a rating for longest is forgotten.
     *
     * @param users at most, about 4 KB each after 200 ratings, 2.5 KB before the tenth
     * @param items at most, up to 13 bytes for each neighbour
     * @param topics that a taste is kept for, the first ones to be rated; 0 to 22
     * @param historyLength the last ratings of a user that speak for the next
     * @param neighborsPerItem of an item at most; a power of two, 8 or more
     * @param replayBufferSize the last ratings that are replayed
     */
    public record RatingCapacity(
            int users, int items, int topics, int historyLength, int neighborsPerItem, int replayBufferSize) {

        /** Checks the numbers. */
        public RatingCapacity {
            Checks.requireWithin("users", users, 1, 10_000_000);
            Checks.requireWithin("items", items, 1, 10_000_000);
            Checks.requireWithin("topics", topics, 0, 22);
            Checks.requireWithin("history", historyLength, 1, 10_000);
            Checks.requireWithin("neighbours", neighborsPerItem, 8, 65_536);
            Checks.requireWithin("replay", replayBufferSize, 1, 10_000_000);
            if (Integer.bitCount(neighborsPerItem) != 1) {
                throw new IllegalArgumentException("neighbours must be a power of two, is " + neighborsPerItem);
            }
        }
    }

    /**
     * The shrunken means.
     *
     * @param priorMean expected before any rating, in stars
     * @param priorMeanWeight how many ratings that counts as
     * @param itemShrinkage how many ratings of 0 an item's bias is averaged with
     * @param userShrinkage how many a user's
     * @param userDecay what is left of a user's past ratings at the next one
     */
    public record BiasConfig(
            double priorMean, double priorMeanWeight, double itemShrinkage, double userShrinkage, double userDecay) {

        /** Checks the numbers. */
        public BiasConfig {
            Checks.requireWithin("mean", priorMean, 0, ItemRating.MAX_STARS);
            Checks.requireWithin("meanWeight", priorMeanWeight, 1e-3, 1e6);
            Checks.requireWithin("item", itemShrinkage, 1e-3, 1e6);
            Checks.requireWithin("user", userShrinkage, 1e-3, 1e6);
            Checks.requireWithin("keep", userDecay, 0.01, 1);
        }
    }

    /**
     * The prior of a user's {@link UserTasteFilter}; variances in stars².
     *
     * @param driftingBiasVariance variance of the bias that drifts
     * @param driftingBiasCorrelation correlation of that bias between one rating and the next
     * @param lastingBiasVariance variance of the bias that stays
     * @param topicVariance variance of the weight of a topic
     * @param topicCorrelation correlation of a topic's weight between one rating and the next
     * @param noiseVariance variance of a rating about what the user thinks
     * @param newItemNoiseVariance more noise for an item of n ratings, over n + 1: its mean is not known yet
     */
    public record UserPrior(
            double driftingBiasVariance,
            double driftingBiasCorrelation,
            double lastingBiasVariance,
            double topicVariance,
            double topicCorrelation,
            double noiseVariance,
            double newItemNoiseVariance) {

        /** Checks the numbers. */
        public UserPrior {
            Checks.requireWithin("mood", driftingBiasVariance, 0, 100);
            Checks.requireWithin("moodKeep", driftingBiasCorrelation, 0, 1);
            Checks.requireWithin("bias", lastingBiasVariance, 0, 100);
            Checks.requireWithin("topic", topicVariance, 0, 100);
            Checks.requireWithin("topicKeep", topicCorrelation, 0, 1);
            Checks.requireWithin("noise", noiseVariance, 1e-3, 100);
            Checks.requireWithin("newItem", newItemNoiseVariance, 0, 100);
        }
    }

    /**
     * The {@link MatrixFactorization}.
     *
     * @param dimensions of a vector
     * @param stepSize step size
     * @param regularization pull towards 0
     * @param replays past ratings that are learned again with each new one
     * @param recencyExponent 1 replays all of the buffer alike; more prefers what is new
     * @param initialDeviation standard deviation of an item's first vector, about
     */
    public record FactorizationConfig(
            int dimensions,
            double stepSize,
            double regularization,
            int replays,
            double recencyExponent,
            double initialDeviation) {

        /** Checks the numbers; a step with these contracts as long as vectors are shorter than 1/√rate. */
        public FactorizationConfig {
            Checks.requireWithin("dimensions", dimensions, 1, 64);
            Checks.requireWithin("rate", stepSize, 1e-6, 0.1);
            Checks.requireWithin("ridge", regularization, 0, 1);
            Checks.requireWithin("replays", replays, 0, 100);
            Checks.requireWithin("recency", recencyExponent, 1, 10);
            Checks.requireWithin("spread", initialDeviation, 0, 1);
        }
    }

    /**
     * The {@link ItemSimilarities}.
     *
     * @param residualVariance of a residual, in stars²
     * @param shrinkage how many common raters without any agreement are added
     * @param exponent sharpens: a similarity s weighs sign(s)·|s|^exponent; 1, 1.5 or 2 are usual
     * @param priorWeight weight of "no neighbour says anything"
     */
    public record SimilarityConfig(double residualVariance, double shrinkage, double exponent, double priorWeight) {

        /** Checks the numbers. */
        public SimilarityConfig {
            Checks.requireWithin("variance", residualVariance, 1e-3, 100);
            Checks.requireWithin("shrinkage", shrinkage, 1e-3, 1e6);
            Checks.requireWithin("exponent", exponent, 0.5, 4);
            Checks.requireWithin("prior", priorWeight, 1e-3, 1e6);
        }
    }

    /** Checks the forgetting of the {@link StackedRegression}. */
    public RatingConfig {
        Checks.requireWithin("forgetting", stackForgetting, 0.9, 1);
    }

    /** What the service runs with unless it is told otherwise. */
    public static RatingConfig defaults() {
        return new RatingConfig(
                1,
                new RatingCapacity(20_000, 20_000, 20, 200, 256, 65_536),
                new BiasConfig(3.5, 10, 3, 2, 0.9),
                new UserPrior(0.2, 0.95, 0.08, 0.1, 0.999, 0.95, 0.3),
                new FactorizationConfig(16, 0.05, 0.12, 8, 2, 0.1),
                new SimilarityConfig(0.8, 50, 1.5, 0.8),
                0.9999);
    }

    /** The same with other bounds. */
    public RatingConfig withCapacity(RatingCapacity replacement) {
        return new RatingConfig(seed, replacement, biases, userPrior, factorization, similarity, stackForgetting);
    }

    /** All of it as one text: states under different identities must not be mixed. */
    public String identity() {
        return toString();
    }
}
