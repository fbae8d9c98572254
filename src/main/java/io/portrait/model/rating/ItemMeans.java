package io.portrait.model.rating;

import io.portrait.model.rating.RatingConfig.BiasConfig;

/**
 * What everybody thinks of an item: the mean of all ratings, and the item's own deviation from it, shrunken towards 0
 * and cleared of what its raters' posteriors explain.
 */
record ItemMeans(BiasConfig config) {

    double expected(double mean, RatedItem item) {
        return mean + item.mean.value(config.itemShrinkage());
    }

    void learn(RatedItem item, double stars, double mean, double deviation) {
        item.mean.add(stars - mean - deviation);
    }
}
