package io.portrait.model.rating;

import io.portrait.model.rating.RatingConfig.BiasConfig;

/**
 * The mean, the item and the user, where the user's part forgets: μ + bᵢ + bᵤ, each bias a mean of what the other leaves
 * (the baseline of Y. Koren, "Collaborative filtering with temporal dynamics", KDD 2009, with exponential forgetting in
 * place of its bins).
 */
record TemporalBiases(BiasConfig config) {

    double expected(double mean, RatedUser user, RatedItem item) {
        return mean + item.bias.value(config.itemShrinkage()) + user.bias.value(config.userShrinkage());
    }

    void learn(RatedUser user, RatedItem item, double residual) {
        double itemBias = item.bias.value(config.itemShrinkage());
        double userBias = user.bias.value(config.userShrinkage());
        user.bias.add(residual - itemBias, config.userDecay());
        item.bias.add(residual - userBias);
    }
}
