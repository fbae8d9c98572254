package io.portrait.model.nextitem;

import java.util.function.IntPredicate;

/**
 * The places with the highest scores, the highest first; of equal ones the lower place. A heap with the worst at its root,
 * in plain arrays: a question goes through twenty thousand scores.
 */
final class TopK {

    private final int[] indexes;
    private final double[] scores;
    private int size;

    /** Whether a place is allowed is asked only for those that would be among the best. Of scores above 0 alone. */
    TopK(double[] scores, IntPredicate allowed, int limit) {
        int capacity = Math.min(limit, scores.length);
        this.indexes = new int[capacity];
        this.scores = new double[capacity];
        double threshold = capacity == 0 ? Double.POSITIVE_INFINITY : 0;
        for (int index = 0; index < scores.length; index++) {
            if (scores[index] > threshold && allowed.test(index)) {
                offer(index, scores[index]);
                threshold = size == capacity ? this.scores[0] : 0;
            }
        }
    }

    /** Whether an allowed place is among the best so many, which costs less than to find them all. */
    static boolean isInTopK(int index, double[] scores, IntPredicate allowed, int limit) {
        double ownScore = scores[index];
        int betterCount = 0;
        for (int other = 0; other < scores.length && betterCount < limit; other++) {
            if (scores[other] >= ownScore && (scores[other] > ownScore || other < index) && allowed.test(other)) {
                betterCount++;
            }
        }
        return ownScore > 0 && betterCount < limit;
    }

    private void offer(int index, double score) {
        if (size < indexes.length) {
            siftUp(size++, index, score);
        } else {
            siftDown(index, score);
        }
    }

    /** Puts a pair in at a leaf or above it. */
    private void siftUp(int leaf, int index, double score) {
        int node = leaf;
        while (node > 0 && isWorse(index, score, (node - 1) / 2)) {
            move((node - 1) / 2, node);
            node = (node - 1) / 2;
        }
        set(node, index, score);
    }

    /** Puts a pair in at the root, in place of what was there, or below it. */
    private void siftDown(int index, double score) {
        int node = 0;
        for (int child = worseChild(node); child < size && !isWorse(index, score, child); child = worseChild(node)) {
            move(child, node);
            node = child;
        }
        set(node, index, score);
    }

    private int worseChild(int node) {
        int left = 2 * node + 1;
        int right = left + 1;
        return right < size && isWorse(indexes[right], scores[right], left) ? right : left;
    }

    private boolean isWorse(int index, double score, int node) {
        return score < scores[node] || (score == scores[node] && index > indexes[node]);
    }

    private void move(int from, int to) {
        set(to, indexes[from], scores[from]);
    }

    private void set(int node, int index, double score) {
        indexes[node] = index;
        scores[node] = score;
    }

    /** Takes them out. */
    int[] indexes() {
        int[] sorted = new int[size];
        while (size > 0) {
            sorted[size - 1] = indexes[0];
            size--;
            siftDown(indexes[size], scores[size]);
        }
        return sorted;
    }
}
