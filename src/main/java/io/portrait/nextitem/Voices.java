package io.portrait.nextitem;

import io.portrait.kernel.Vec;
import java.util.List;

/**
 * What each expert says of some items, and how sure it is whom to believe: the weights have the posterior
 * Dirichlet(strength · weights).
 *
 * @param weights how much each expert is believed, in the order of {@link Expert}; they add up to 1
 * @param strength how many choices that is worth
 * @param shares each item's probability by each expert, in the order asked for, moved as the second look moved their mean
 */
public record Voices(Vec weights, double strength, List<Vec> shares) {

    public Voices {
        shares = List.copyOf(shares);
    }
}
