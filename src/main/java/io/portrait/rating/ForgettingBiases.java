package io.portrait.rating;

import io.portrait.rating.RatingConfig.Biases;

/**
 * The mean, the item and the user, where the user's part forgets: μ + bᵢ + bᵤ, each bias a mean of what the other leaves
 * (the baseline of Y. Koren, "Collaborative filtering with temporal dynamics", KDD 2009, with exponential forgetting in
 * place of its bins).
 */
record ForgettingBiases(Biases config) {

    double expected(double mean, RatedUser user, RatedItem item) {
        return mean + item.bias.value(config.item()) + user.bias.value(config.user());
    }

    void learn(RatedUser user, RatedItem item, double residual) {
        double itemBias = item.bias.value(config.item());
        double userBias = user.bias.value(config.user());
        user.bias.add(residual - itemBias, config.keep());
        item.bias.add(residual - userBias);
    }
}
