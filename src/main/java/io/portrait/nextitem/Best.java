package io.portrait.nextitem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/** The places with the highest scores, the highest first; of equal ones the lower place. */
final class Best {

    /** The worst is the least. */
    private record Scored(int place, double score) implements Comparable<Scored> {

        @Override
        public int compareTo(Scored other) {
            return score == other.score ? other.place - place : Double.compare(score, other.score);
        }
    }

    private final PriorityQueue<Scored> best;

    /** Whether a place is allowed is asked only for those that would be among the best. */
    Best(double[] scores, IntPredicate allowed, int limit) {
        best = new PriorityQueue<>(limit + 1);
        double least = 0;
        for (int place = 0; place < scores.length; place++) {
            if (scores[place] > least && allowed.test(place)) {
                best.add(new Scored(place, scores[place]));
                if (best.size() > limit) {
                    best.poll();
                    least = best.element().score();
                }
            }
        }
    }

    int[] places() {
        List<Scored> sorted = new ArrayList<>(best);
        sorted.sort(Comparator.reverseOrder());
        return sorted.stream().mapToInt(Scored::place).toArray();
    }
}
