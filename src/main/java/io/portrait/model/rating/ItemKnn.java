package io.portrait.model.rating;

import io.portrait.model.rating.RatingConfig.SimilarityConfig;

/**
 * Item-based k-nearest-neighbors predictor: the mean of the residuals of the user's other ratings, weighted by the
 * similarity of those items to this one, with a prior weight on 0. O(history).
 */
record ItemKnn(SimilarityConfig config) {

    /**
     * A prediction of the residual.
     *
     * @param residual to be added to the prediction of the {@link UserTasteFilter}, in stars
     * @param weightSum the sum of the neighbors' weights
     */
    record NeighborPrediction(double residual, double weightSum) {

        /** The residual, shrunken towards 0 where the weights are small. */
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

    private double similarity(ItemSimilarities similarities, int slot) {
        return similarities.product(slot)
                / (config.residualVariance() * (similarities.count(slot) + config.shrinkage()));
    }

    /** |s|^exponent; 1.5 is computed by a square root, which is fast and the same on every machine. */
    private double similarityWeight(double similarity) {
        return config.exponent() == 1.5
                ? similarity * Math.sqrt(similarity)
                : StrictMath.pow(similarity, config.exponent());
    }

    /** Adds the agreement of this rating with each rating in the user's history to the similarities of both items. */
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
