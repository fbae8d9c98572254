package io.portrait.nextitem;

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
 * @param voices what each expert says of them, in the same order
 */
public record Suggested(List<Suggestion> items, Voices voices) {

    /** Copies the list. */
    public Suggested {
        items = List.copyOf(items);
    }

    /**
     * What each expert says of some of them, in the order given.
     *
     * @throws NullPointerException if one was not suggested
     */
    public Voices voicesOf(List<ItemId> some) {
        Map<ItemId, Vec> shares = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            shares.put(items.get(i).item(), voices.shares().get(i));
        }
        return new Voices(
                voices.weights(),
                voices.strength(),
                some.stream()
                        .map(item -> Objects.requireNonNull(shares.get(item)))
                        .toList());
    }
}
