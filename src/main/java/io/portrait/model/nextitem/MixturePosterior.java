package io.portrait.model.nextitem;

import io.portrait.kernel.Vec;
import java.util.List;

/**
 * What each expert says of some items, and how sure it is whom to believe: the weights have the posterior
 * Dirichlet(strength · weights).
 *
 * @param weights how much each expert is believed, in the order of {@link Expert}; they add up to 1
 * @param concentration how many choices that is worth
 * @param expertProbabilities each item's probability by each expert, in the order asked for, moved as the second look moved their mean
 */
public record MixturePosterior(Vec weights, double concentration, List<Vec> expertProbabilities) {

    public MixturePosterior {
        expertProbabilities = List.copyOf(expertProbabilities);
    }
}
