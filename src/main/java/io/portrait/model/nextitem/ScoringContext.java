package io.portrait.model.nextitem;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The input of the experts: a user's history and weights, and the items that may be scored.
 *
 * @param history item indexes, the newest first. Read-only
 * @param excluded item indexes that get no score. Read-only
 * @param itemCount the upper bound of all item indexes
 * @param userCounts the expert counts of the user
 * @param globalCounts the expert counts of all users
 * @param userWeights the user's deviation from the global weights of the re-ranker
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record ScoringContext(
        int[] history,
        BitSet excluded,
        int itemCount,
        ExpertCounts userCounts,
        ExpertCounts globalCounts,
        LogitWeights userWeights) {

    boolean allows(int item) {
        return !excluded.get(item);
    }

    /** A copy of the context without an item in the history. */
    ScoringContext without(int item) {
        int[] remaining = Arrays.stream(history).filter(other -> other != item).toArray();
        return new ScoringContext(remaining, excluded, itemCount, userCounts, globalCounts, userWeights);
    }
}
