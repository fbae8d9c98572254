package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Vec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a user may turn to next.
 *
 * @param items the most probable first, without reasons
 * @param posterior what each expert says of them, in the same order
 */
public record ScoredItems(List<ScoredItem> items, MixturePosterior posterior) {

    /** Copies the list. */
    public ScoredItems {
        items = List.copyOf(items);
    }

    /**
     * What each expert says of some of them, in the order given.
     *
     * @throws NullPointerException if one was not suggested
     */
    public MixturePosterior posteriorOf(List<ItemId> selected) {
        Map<ItemId, Vec> expertProbabilities = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            expertProbabilities.put(
                    items.get(i).item(), posterior.expertProbabilities().get(i));
        }
        return new MixturePosterior(
                posterior.weights(),
                posterior.concentration(),
                selected.stream()
                        .map(item -> Objects.requireNonNull(expertProbabilities.get(item)))
                        .toList());
    }
}
