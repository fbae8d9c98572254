package io.portrait.evaluate.search;

import io.portrait.kernel.ItemId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Made-up people who search. They look at place k with probability 1 / k, and click on what they look at with probability
 * 0.1 + 0.9 (2^g − 1) / 15 by its grade g (the usual simulation: T. Joachims, A. Swaminathan, T. Schnabel, WSDM 2017).
 */
final class Searchers {

    private static final double BY_MISTAKE = 0.1;
    private static final double BEST = 15;

    private final SplittableRandom random;

    Searchers(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static double looksAt(int place) {
        return 1.0 / place;
    }

    GradedQuery ask(List<GradedQuery> queries) {
        return queries.get(random.nextInt(queries.size()));
    }

    Set<ItemId> click(GradedQuery query, List<ItemId> shown) {
        Set<ItemId> clicked = new HashSet<>();
        for (int i = 0; i < shown.size(); i++) {
            double attracts = BY_MISTAKE + (1 - BY_MISTAKE) * (Math.pow(2, query.grade(shown.get(i))) - 1) / BEST;
            if (random.nextDouble() < looksAt(i + 1) * attracts) {
                clicked.add(shown.get(i));
            }
        }
        return clicked;
    }
}
