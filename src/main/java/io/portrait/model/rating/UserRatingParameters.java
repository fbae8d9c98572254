package io.portrait.model.rating;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Vec;
import io.portrait.model.learner.PrequentialLosses;
import java.util.List;
import java.util.Map;

/**
 * The stored data of one user in the rating model, in readable form.
 *
 * @param bias the user's mean deviation from other users, in stars, which forgets
 * @param taste by weight of the {@link UserTasteFilter} (two biases and the topics), its mean and variance
 * @param factors the factor vector of the matrix factorization
 * @param residuals the user's latest ratings: item and residual in stars, in no order; ratings of evicted items are left out
 * @param losses the losses of the predictions of the user's ratings
 */
public record UserRatingParameters(
        double bias,
        Map<String, TasteWeight> taste,
        Vec factors,
        List<ItemResidual> residuals,
        PrequentialLosses losses) {

    /** The mean and variance of a weight. */
    public record TasteWeight(double mean, double variance) {}

    /** The part of a rating that the user's taste does not explain, in stars. */
    public record ItemResidual(ItemId item, double residual) {}
}
