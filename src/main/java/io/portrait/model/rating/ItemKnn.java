package io.portrait.model.rating;

import io.portrait.model.rating.RatingConfig.SimilarityConfig;

/**
 * What a user's ratings of similar items say of this one: the mean of their residuals, weighted by similarity and with a
 * prior weight on 0. O(history).
 */
record ItemKnn(SimilarityConfig config) {

    /**
     * What the neighbours say.
     *
     * @param residual to be added to what the posterior expects, in stars
     * @param weightSum the sum of the weights
     */
    record NeighborPrediction(double residual, double weightSum) {

        /** The residual once more, where it rests on much. */
        double shrunkenResidual() {
            return residual * weightSum / (weightSum + 3);
        }
    }

    NeighborPrediction predict(RatedUser user, RatedItem item) {
        RatingHistory history = user.history;
        double sum = 0;
        double weightSum = 0;
        for (int i = 0; i < history.size(); i++) {
            int slot = item.similarities.find(history.item(i));
            if (slot != ItemSimilarities.NOT_FOUND) {
                double similarity = similarity(item.similarities, slot);
                double weight = similarityWeight(Math.abs(similarity));
                sum += (similarity < 0 ? -weight : weight) * history.residual(i);
                weightSum += weight;
            }
        }
        return new NeighborPrediction(sum / (weightSum + config.priorWeight()), weightSum);
    }

    double similarity(ItemSimilarities similarities, int slot) {
        return similarities.product(slot)
                / (config.residualVariance() * (similarities.count(slot) + config.shrinkage()));
    }

    /** |s|^1.5 without the power function, which need not be the same on every machine. */
    private double similarityWeight(double similarity) {
        return config.exponent() == 1.5
                ? similarity * Math.sqrt(similarity)
                : StrictMath.pow(similarity, config.exponent());
    }

    /** Notes the agreement of this rating with each of the user's last, at both items. */
    void learn(RatedUser user, RatedItem item, EntityIndex<?, RatedItem> items, float residual) {
        RatingHistory history = user.history;
        for (int i = 0; i < history.size(); i++) {
            float product = residual * history.residual(i);
            item.similarities.add(history.item(i), product);
            items.bySerial(history.item(i)).ifPresent(other -> other.similarities.add(item.serial, product));
        }
        history.add(item.serial, residual);
    }
}
