package io.portrait.nextitem;

import java.util.function.IntPredicate;

/**
 * The places with the highest scores, the highest first; of equal ones the lower place. A heap with the worst at its root,
 * in plain arrays: a question goes through twenty thousand scores.
 */
final class Best {

    private final int[] places;
    private final double[] scores;
    private int size;

    /** Whether a place is allowed is asked only for those that would be among the best. Of scores above 0 alone. */
    Best(double[] scores, IntPredicate allowed, int limit) {
        int most = Math.min(limit, scores.length);
        this.places = new int[most];
        this.scores = new double[most];
        double least = most == 0 ? Double.POSITIVE_INFINITY : 0;
        for (int place = 0; place < scores.length; place++) {
            if (scores[place] > least && allowed.test(place)) {
                take(place, scores[place]);
                least = size == most ? this.scores[0] : 0;
            }
        }
    }

    /** Whether an allowed place is among the best so many, which costs less than to find them all. */
    static boolean has(int place, double[] scores, IntPredicate allowed, int limit) {
        double own = scores[place];
        int ahead = 0;
        for (int other = 0; other < scores.length && ahead < limit; other++) {
            if (scores[other] >= own && (scores[other] > own || other < place) && allowed.test(other)) {
                ahead++;
            }
        }
        return own > 0 && ahead < limit;
    }

    private void take(int place, double score) {
        if (size < places.length) {
            rise(size++, place, score);
        } else {
            sink(place, score);
        }
    }

    /** Puts a pair in at a leaf or above it. */
    private void rise(int leaf, int place, double score) {
        int at = leaf;
        while (at > 0 && isWorse(place, score, (at - 1) / 2)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        put(at, place, score);
    }

    /** Puts a pair in at the root, in place of what was there, or below it. */
    private void sink(int place, double score) {
        int at = 0;
        for (int child = worseChild(at); child < size && !isWorse(place, score, child); child = worseChild(at)) {
            move(child, at);
            at = child;
        }
        put(at, place, score);
    }

    private int worseChild(int at) {
        int left = 2 * at + 1;
        int right = left + 1;
        return right < size && isWorse(places[right], scores[right], left) ? right : left;
    }

    private boolean isWorse(int place, double score, int at) {
        return score < scores[at] || (score == scores[at] && place > places[at]);
    }

    private void move(int from, int to) {
        put(to, places[from], scores[from]);
    }

    private void put(int at, int place, double score) {
        places[at] = place;
        scores[at] = score;
    }

    /** Takes them out. */
    int[] places() {
        int[] sorted = new int[size];
        while (size > 0) {
            sorted[size - 1] = places[0];
            size--;
            sink(places[size], scores[size]);
        }
        return sorted;
    }
}
