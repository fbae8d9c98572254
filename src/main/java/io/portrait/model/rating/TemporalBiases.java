package io.portrait.model.rating;

import io.portrait.model.rating.RatingConfig.BiasConfig;

/**
 * Baseline predictor with item and user biases, μ + bᵢ + bᵤ, where the user bias forgets exponentially. Each bias is a
 * shrunken mean of the residuals that the other one leaves (the baseline of Y. Koren, "Collaborative filtering with
 * temporal dynamics", KDD 2009, with exponential forgetting instead of time bins).
 */
record TemporalBiases(BiasConfig config) {

    double predict(double mean, RatedUser user, RatedItem item) {
        return mean + item.bias.value(config.itemShrinkage()) + user.bias.value(config.userShrinkage());
    }

    /** Learns the bias of the user alone. */
    void learnUser(RatedUser user, RatedItem item, double residual) {
        user.bias.add(residual - item.bias.value(config.itemShrinkage()), config.userDecay());
    }

    void learn(RatedUser user, RatedItem item, double residual) {
        double itemBias = item.bias.value(config.itemShrinkage());
        double userBias = user.bias.value(config.userShrinkage());
        user.bias.add(residual - itemBias, config.userDecay());
        item.bias.add(residual - userBias);
    }
}
