package io.portrait.model.nextitem;

import java.util.function.IntPredicate;

/**
 * Selection of the indexes with the highest scores, in O(n log k); ties go to the lower index. A binary heap in plain
 * arrays with the worst selected index at its root.
 */
final class TopK {

    private final int[] indexes;
    private final double[] scores;
    private int size;

    /**
     * Selects among the indexes with a score above 0.
     *
     * @param scores by index. Not modified
     * @param allowed called only for an index whose score would be selected
     * @param limit k
     */
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

    /** A check whether an allowed index is among the {@code limit} best; cheaper than a selection. */
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

    /** Inserts a pair at a leaf and moves it up. */
    private void siftUp(int leaf, int index, double score) {
        int node = leaf;
        while (node > 0 && isWorse(index, score, (node - 1) / 2)) {
            move((node - 1) / 2, node);
            node = (node - 1) / 2;
        }
        set(node, index, score);
    }

    /** Replaces the root by a pair and moves it down. */
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

    /** The selected indexes, the best first. Empties the heap: to be called once. */
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
