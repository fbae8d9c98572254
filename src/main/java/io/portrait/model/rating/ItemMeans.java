package io.portrait.model.rating;

import io.portrait.model.rating.RatingConfig.BiasConfig;

/**
 * The mean rating of an item: the mean of all ratings plus the item's deviation from it, which is shrunken towards 0.
 * The deviations of its raters, as their {@link UserTasteFilter} predicts them, are subtracted first.
 */
record ItemMeans(BiasConfig config) {

    double predict(double mean, RatedItem item) {
        return mean + item.mean.value(config.itemShrinkage());
    }

    void learn(RatedItem item, double stars, double mean, double deviation) {
        item.mean.add(stars - mean - deviation);
    }
}
