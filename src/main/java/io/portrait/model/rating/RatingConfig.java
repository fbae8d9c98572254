package io.portrait.model.rating;

import io.portrait.kernel.Checks;

/**
 * Configuration of a {@link RatingModel}. Two models with equal configurations that learned the same ratings in the
 * same order are equal, bit for bit. The defaults were chosen on MovieLens-100k by the losses on the first half of its
 * stream and on all of it.
 *
 * @param seed of the initial item factors and of the choice of replayed ratings
 * @param stackForgetting forgetting factor of the {@link StackedRegression}, 0.9 to 1
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
     * Limits of memory. Beyond a limit the user or item with the oldest latest rating is evicted.
     *
     * @param users maximum number of users, about 6 KB each after 200 ratings, 4.5 KB before the tenth
     * @param items maximum number of items, up to 13 bytes for each neighbor
     * @param topics number of topics with a taste weight, the first ones in the stream of ratings; 0 to 22
     * @param historyLength number of a user's latest ratings that the item kNN uses
     * @param neighborsPerItem maximum number of neighbors of an item; a power of two, 8 or more
     * @param replayBufferSize number of latest ratings from which replays are drawn
     */
    public record RatingCapacity(
            int users, int items, int topics, int historyLength, int neighborsPerItem, int replayBufferSize) {

        /** Checks the numbers. */
        public RatingCapacity {
            Checks.requireWithin("users", users, 1, 10_000_000);
            Checks.requireWithin("items", items, 1, 10_000_000);
            Checks.requireWithin("topics", topics, 0, 22);
            Checks.requireWithin("historyLength", historyLength, 1, 10_000);
            Checks.requireWithin("neighborsPerItem", neighborsPerItem, 8, 65_536);
            Checks.requireWithin("replayBufferSize", replayBufferSize, 1, 10_000_000);
            if (Integer.bitCount(neighborsPerItem) != 1) {
                throw new IllegalArgumentException("neighborsPerItem must be a power of two, is " + neighborsPerItem);
            }
        }
    }

    /**
     * Configuration of the shrunken means.
     *
     * @param priorMean prediction before any rating, in stars
     * @param priorMeanWeight number of ratings that the prior mean counts as
     * @param itemShrinkage number of residuals of 0 that an item's bias is averaged with
     * @param userShrinkage number of residuals of 0 that a user's bias is averaged with
     * @param userDecay factor by which the weight of a user's past ratings falls at each new one
     */
    public record BiasConfig(
            double priorMean, double priorMeanWeight, double itemShrinkage, double userShrinkage, double userDecay) {

        /** Checks the numbers. */
        public BiasConfig {
            Checks.requireWithin("priorMean", priorMean, 0, ItemRating.MAX_STARS);
            Checks.requireWithin("priorMeanWeight", priorMeanWeight, 1e-3, 1e6);
            Checks.requireWithin("itemShrinkage", itemShrinkage, 1e-3, 1e6);
            Checks.requireWithin("userShrinkage", userShrinkage, 1e-3, 1e6);
            Checks.requireWithin("userDecay", userDecay, 0.01, 1);
        }
    }

    /**
     * Prior of a user's {@link UserTasteFilter}; variances in stars².
     *
     * @param driftingBiasVariance variance of the bias that drifts
     * @param driftingBiasCorrelation correlation of that bias between one rating and the next
     * @param lastingBiasVariance variance of the bias that does not drift
     * @param topicVariance variance of the weight of a topic
     * @param topicCorrelation correlation of a topic's weight between one rating and the next
     * @param noiseVariance variance of a rating around the user's true deviation
     * @param newItemNoiseVariance additional noise of an item with n ratings, divided by n + 1, because its mean is
     *     uncertain
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
            Checks.requireWithin("driftingBiasVariance", driftingBiasVariance, 0, 100);
            Checks.requireWithin("driftingBiasCorrelation", driftingBiasCorrelation, 0, 1);
            Checks.requireWithin("lastingBiasVariance", lastingBiasVariance, 0, 100);
            Checks.requireWithin("topicVariance", topicVariance, 0, 100);
            Checks.requireWithin("topicCorrelation", topicCorrelation, 0, 1);
            Checks.requireWithin("noiseVariance", noiseVariance, 1e-3, 100);
            Checks.requireWithin("newItemNoiseVariance", newItemNoiseVariance, 0, 100);
        }
    }

    /**
     * Configuration of the {@link MatrixFactorization}.
     *
     * @param dimensions d, the length of a factor vector
     * @param stepSize η, the step size of the gradient descent
     * @param regularization ρ, the strength of the pull of the factors towards 0
     * @param replays number of past ratings that are learned again with each new one
     * @param recencyExponent 1 draws replays uniformly from the buffer; larger values prefer recent ratings
     * @param initialDeviation standard deviation of the elements of an item's initial factors
     */
    public record FactorizationConfig(
            int dimensions,
            double stepSize,
            double regularization,
            int replays,
            double recencyExponent,
            double initialDeviation) {

        /** Checks the numbers. A step contracts as long as the vectors are shorter than 1/√stepSize. */
        public FactorizationConfig {
            Checks.requireWithin("dimensions", dimensions, 1, 64);
            Checks.requireWithin("stepSize", stepSize, 1e-6, 0.1);
            Checks.requireWithin("regularization", regularization, 0, 1);
            Checks.requireWithin("replays", replays, 0, 100);
            Checks.requireWithin("recencyExponent", recencyExponent, 1, 10);
            Checks.requireWithin("initialDeviation", initialDeviation, 0, 1);
        }
    }

    /**
     * Configuration of the {@link ItemKnn}.
     *
     * @param residualVariance σ², the variance of a residual, in stars²
     * @param shrinkage number of common raters without agreement that are added to each pair of items
     * @param exponent a similarity s has the weight sign(s)·|s|^exponent; 1, 1.5 or 2 are usual
     * @param priorWeight weight of a residual of 0 in the weighted mean
     */
    public record SimilarityConfig(double residualVariance, double shrinkage, double exponent, double priorWeight) {

        /** Checks the numbers. */
        public SimilarityConfig {
            Checks.requireWithin("residualVariance", residualVariance, 1e-3, 100);
            Checks.requireWithin("shrinkage", shrinkage, 1e-3, 1e6);
            Checks.requireWithin("exponent", exponent, 0.5, 4);
            Checks.requireWithin("priorWeight", priorWeight, 1e-3, 1e6);
        }
    }

    /** Checks the forgetting factor. */
    public RatingConfig {
        Checks.requireWithin("stackForgetting", stackForgetting, 0.9, 1);
    }

    /** The default configuration of the service. */
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

    /** This configuration with another capacity. */
    public RatingConfig withCapacity(RatingCapacity replacement) {
        return new RatingConfig(seed, replacement, biases, userPrior, factorization, similarity, stackForgetting);
    }

    /** The whole configuration as one text; states of models with different identities must not be mixed. */
    public String identity() {
        return toString();
    }
}
