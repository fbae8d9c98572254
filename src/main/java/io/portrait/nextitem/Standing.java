package io.portrait.nextitem;

import java.util.Map;

/**
 * Where the item that came next had stood, by the mixture and by each expert, among all items known before. Ranks count
 * from 1; 0 where it was not thought of. Ties go to the item that is known for longer.
 */
public record Standing(int mixture, double probability, Map<Expert, Integer> experts) {

    public Standing {
        experts = Map.copyOf(experts);
    }

    /** Whether the item was not known, or could not come: nobody had an opinion of it. */
    public boolean isUnknown() {
        return experts.isEmpty();
    }
}
