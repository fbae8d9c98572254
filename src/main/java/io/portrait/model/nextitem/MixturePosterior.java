package io.portrait.model.nextitem;

import io.portrait.kernel.Vec;
import java.util.List;

/**
 * The posterior of the mixture weights, Dirichlet(concentration · weights), with the probabilities of some items by
 * each expert: the input of Thompson sampling.
 *
 * @param weights the mean, in the order of {@link Expert}; it sums to 1
 * @param concentration the evidence behind the weights, as a number of interactions
 * @param expertProbabilities per item, its probability by each expert, scaled so that the mean mixture gives its
 *     probability after re-ranking
 */
public record MixturePosterior(Vec weights, double concentration, List<Vec> expertProbabilities) {

    public MixturePosterior {
        expertProbabilities = List.copyOf(expertProbabilities);
    }
}
