package io.portrait.model.nextitem;

import java.util.Optional;

/**
 * Cached probabilities of all items for an unknown user. Readers may recompute them concurrently; the last result
 * stays.
 */
final class ColdStartCache {

    /** The cache is recomputed after interactionCount / 1,000 interactions: below 1,000 after each. */
    private static final int REFRESH_DIVISOR = 1_000;

    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record ColdStartScores(long interactionCount, double[] probabilities) {}

    private static final ColdStartScores NOT_COMPUTED = new ColdStartScores(-1, new double[0]);

    private final NextItemState state;
    private final NextItemScorer scorer;
    private volatile ColdStartScores scores = NOT_COMPUTED;

    ColdStartCache(NextItemState state, NextItemScorer scorer) {
        this.state = state;
        this.scorer = scorer;
    }

    void invalidate() {
        scores = NOT_COMPUTED;
    }

    double probability(int index) {
        ColdStartScores latest = scores;
        long interactionCount = state.interactionCount;
        if (interactionCount - latest.interactionCount() > interactionCount / REFRESH_DIVISOR) {
            ScoringContext context = state.context(Optional.empty(), true);
            latest = new ColdStartScores(interactionCount, scorer.withScores(context, state.reranker::probabilities));
            scores = latest;
        }
        return latest.probabilities()[index];
    }
}
