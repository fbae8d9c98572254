package io.portrait.model.nextitem;

import io.portrait.kernel.Vec;
import java.util.EnumMap;
import java.util.Map;

/**
 * The scores of all experts for one context and the mixture weights. Valid until its {@link SparseScores} are reused.
 */
final class MixtureScores {

    private final ItemStatistics statistics;
    private final SparseScores sparseScores;
    private final TopicAffinity topicAffinity;

    /** By expert, the sum of its unnormalised scores over all allowed items. */
    private final double[] totals;

    private final double[] weights;

    MixtureScores(
            ItemStatistics statistics,
            SparseScores sparseScores,
            TopicAffinity topicAffinity,
            double[] totals,
            double[] weights) {
        this.statistics = statistics;
        this.sparseScores = sparseScores;
        this.topicAffinity = topicAffinity;
        this.totals = totals;
        this.weights = weights;
    }

    double weight(Expert expert) {
        return weights[expert.index()];
    }

    /** The mixture weights, by expert; they sum to 1. */
    Vec weights() {
        return Vec.of(weights);
    }

    /** p(item), by expert. */
    Vec expertProbabilities(int item) {
        double[] probabilities = new double[weights.length];
        for (Expert expert : Expert.all()) {
            probabilities[expert.index()] = expertProbability(expert, item);
        }
        return Vec.adopt(probabilities);
    }

    /** p(item) by one expert. */
    double expertProbability(Expert expert, int item) {
        double total = totals[expert.index()];
        if (total == 0) {
            return 0;
        }
        int slot = sparseScores.slot(item);
        return switch (expert) {
            case POPULARITY -> statistics.popularity.weight(item) / total;
            case RECENT_POPULARITY -> statistics.recentPopularity.weight(item) / total;
            case UNIFORM -> 1 / total;
            case TOPIC_POPULARITY -> topicAffinity.score(item) / total;
            default -> slot < 0 ? 0 : sparseScores.score(expert, slot) / total;
        };
    }

    /** The part of p(item) by {@link Expert#TOPIC_POPULARITY} that comes from one topic. */
    double topicProbability(int item, int topic) {
        double total = totals[Expert.TOPIC_POPULARITY.index()];
        return total == 0 ? 0 : topicAffinity.score(item, topic) / total;
    }

    /** p(item) by the mixture: Σ w · p. */
    double probability(int item) {
        double probability = 0;
        for (int e = 0; e < weights.length; e++) {
            if (weights[e] > 0) {
                probability += weights[e] * expertProbability(Expert.all().get(e), item);
            }
        }
        return probability;
    }

    /** p of the items 0 to {@code itemCount} − 1 by the mixture. */
    double[] probabilities(int itemCount) {
        return mixture(weights, itemCount);
    }

    /** p of the items 0 to {@code itemCount} − 1 by one expert. */
    double[] expertProbabilities(Expert expert, int itemCount) {
        double[] oneHot = new double[weights.length];
        oneHot[expert.index()] = totals[expert.index()] > 0 ? 1 : 0;
        return mixture(oneHot, itemCount);
    }

    private double[] mixture(double[] mixtureWeights, int itemCount) {
        double[] probabilities = new double[itemCount];
        for (Expert expert : Expert.all()) {
            if (mixtureWeights[expert.index()] > 0) {
                addDense(expert, mixtureWeights[expert.index()], totals[expert.index()], probabilities);
            }
        }
        sparseScores.addWeighted(mixtureWeights, totals, probabilities);
        return probabilities;
    }

    /** @param probabilities modified */
    private void addDense(Expert expert, double weight, double total, double[] probabilities) {
        switch (expert) {
            case POPULARITY -> statistics.popularity.addWeighted(weight, total, probabilities);
            case RECENT_POPULARITY -> statistics.recentPopularity.addWeighted(weight, total, probabilities);
            case UNIFORM -> addConstant(weight * (1 / total), probabilities);
            case TOPIC_POPULARITY -> topicAffinity.addWeighted(weight, total, probabilities);
            default -> {
                // the scores of all other experts are sparse
            }
        }
    }

    private static void addConstant(double value, double[] probabilities) {
        for (int item = 0; item < probabilities.length; item++) {
            probabilities[item] += value;
        }
    }

    /** The E-step for an observed item: w · p / Σ w · p, by expert. Empty if no expert gave the item a probability. */
    Map<Expert, Double> responsibilities(int item) {
        Map<Expert, Double> responsibilities = new EnumMap<>(Expert.class);
        double probability = probability(item);
        if (probability > 0) {
            for (Expert expert : Expert.all()) {
                double responsibility = weight(expert) * expertProbability(expert, item) / probability;
                if (responsibility > 0) {
                    responsibilities.put(expert, responsibility);
                }
            }
        }
        return responsibilities;
    }
}
