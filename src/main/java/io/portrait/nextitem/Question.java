package io.portrait.nextitem;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What the experts are asked: the next place after a history.
 *
 * @param history the newest first. Read-only
 * @param excluded places that it cannot be. Read-only
 * @param known how many places there are
 * @param own the user's experience with the experts
 * @param shared everybody's
 * @param taste by what the user tells the likeliest places apart
 */
@SuppressWarnings("ArrayRecordComponent") // read where it is made, and never compared
record Question(int[] history, BitSet excluded, int known, Credit own, Credit shared, LogWeights taste) {

    /** Whether it can be a place. */
    boolean allows(int place) {
        return !excluded.get(place);
    }

    Question without(int place) {
        int[] rest = Arrays.stream(history).filter(other -> other != place).toArray();
        return new Question(rest, excluded, known, own, shared, taste);
    }
}
