package io.portrait.model.nextitem;

import java.util.Map;

/**
 * Where the item that came next had stood, by the mixture and by each expert, among all items known before. Ranks count
 * from 1; 0 where it was not thought of. Ties go to the item that is known for longer.
 */
public record TargetRanks(int mixtureRank, double probability, Map<Expert, Integer> expertRanks) {

    public TargetRanks {
        expertRanks = Map.copyOf(expertRanks);
    }

    /** Whether the item was not known, or could not come: nobody had an opinion of it. */
    public boolean isUnknown() {
        return expertRanks.isEmpty();
    }
}
