package io.portrait.rating;

import io.portrait.rating.RatingConfig.Similarity;

/**
 * What a user's ratings of similar items say of this one: the mean of their residuals, weighted by similarity and with a
 * prior weight on 0. O(history).
 */
record ItemNeighbours(Similarity config) {

    /**
     * What the neighbours say.
     *
     * @param residual to be added to what the posterior expects, in stars
     * @param evidence the sum of the weights
     */
    record Saying(double residual, double evidence) {

        /** The residual once more, where it rests on much. */
        double trusted() {
            return residual * evidence / (evidence + 3);
        }
    }

    Saying ask(RatedUser user, RatedItem item) {
        History history = user.history;
        double sum = 0;
        double evidence = 0;
        for (int i = 0; i < history.size(); i++) {
            int place = item.neighbours.find(history.item(i));
            if (place != Neighbours.NOWHERE) {
                double similarity = similarity(item.neighbours, place);
                double weight = sharpened(Math.abs(similarity));
                sum += (similarity < 0 ? -weight : weight) * history.residual(i);
                evidence += weight;
            }
        }
        return new Saying(sum / (evidence + config.prior()), evidence);
    }

    double similarity(Neighbours neighbours, int place) {
        return neighbours.product(place) / (config.variance() * (neighbours.count(place) + config.shrinkage()));
    }

    /** |s|^1.5 without the power function, which need not be the same on every machine. */
    private double sharpened(double similarity) {
        return config.exponent() == 1.5
                ? similarity * Math.sqrt(similarity)
                : StrictMath.pow(similarity, config.exponent());
    }

    /** Notes the agreement of this rating with each of the user's last, at both items. */
    void learn(RatedUser user, RatedItem item, Roster<?, RatedItem> items, float residual) {
        History history = user.history;
        for (int i = 0; i < history.size(); i++) {
            float product = residual * history.residual(i);
            item.neighbours.add(history.item(i), product);
            items.bySerial(history.item(i)).ifPresent(other -> other.neighbours.add(item.serial, product));
        }
        history.add(item.serial, residual);
    }
}
