package io.portrait.evaluation.search;

import io.portrait.kernel.ItemId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Simulated users of a search. They examine rank k with probability 1 / k, and click on an examined item with
 * probability
 * 0.1 + 0.9 (2^g − 1) / 15 where g is its grade (the usual simulation: T. Joachims, A. Swaminathan, T. Schnabel, WSDM
 * 2017).
 */
final class SimulatedUsers {

    private static final double MISTAKE_PROBABILITY = 0.1;
    private static final double MAX_GAIN = 15;

    private final SplittableRandom random;

    SimulatedUsers(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static double examinationProbability(int rank) {
        return 1.0 / rank;
    }

    GradedQuery drawQuery(List<GradedQuery> queries) {
        return queries.get(random.nextInt(queries.size()));
    }

    Set<ItemId> simulateClicks(GradedQuery query, List<ItemId> shown) {
        Set<ItemId> clicked = new HashSet<>();
        for (int i = 0; i < shown.size(); i++) {
            double clickProbability = MISTAKE_PROBABILITY
                    + (1 - MISTAKE_PROBABILITY) * (Math.pow(2, query.grade(shown.get(i))) - 1) / MAX_GAIN;
            if (random.nextDouble() < examinationProbability(i + 1) * clickProbability) {
                clicked.add(shown.get(i));
            }
        }
        return clicked;
    }
}
