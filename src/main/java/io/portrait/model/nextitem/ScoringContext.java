package io.portrait.model.nextitem;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What the experts are asked: the next place after a history.
 *
 * @param history the newest first. Read-only
 * @param excluded places that it cannot be. Read-only
 * @param itemCount how many places there are
 * @param userCounts the user's experience with the experts
 * @param globalCounts everybody's
 * @param userWeights by what the user tells the likeliest places apart
 */
@SuppressWarnings("ArrayRecordComponent") // read where it is made, and never compared
record ScoringContext(
        int[] history,
        BitSet excluded,
        int itemCount,
        ExpertCounts userCounts,
        ExpertCounts globalCounts,
        LogitWeights userWeights) {

    /** Whether it can be a place. */
    boolean allows(int item) {
        return !excluded.get(item);
    }

    ScoringContext without(int item) {
        int[] remaining = Arrays.stream(history).filter(other -> other != item).toArray();
        return new ScoringContext(remaining, excluded, itemCount, userCounts, globalCounts, userWeights);
    }
}
