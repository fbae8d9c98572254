package io.portrait.nextitem;

import java.util.List;
import java.util.Map;

/**
 * What each expert says of some items, and how sure it is whom to believe: the weights have the posterior
 * Dirichlet(strength · weights).
 *
 * @param weights how much each expert is believed; they add up to 1
 * @param strength how many choices that is worth
 * @param shares each item's probability by each expert, in the order asked for
 */
public record Voices(Map<Expert, Double> weights, double strength, List<Map<Expert, Double>> shares) {

    public Voices {
        weights = Map.copyOf(weights);
        shares = List.copyOf(shares);
    }
}
