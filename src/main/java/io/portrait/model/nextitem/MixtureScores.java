package io.portrait.model.nextitem;

import io.portrait.kernel.Vec;
import java.util.EnumMap;
import java.util.Map;

/** What the experts have said to one question, and what it comes to. Good until its board is used again. */
final class MixtureScores {

    private final ItemStatistics statistics;
    private final SparseScores sparseScores;
    private final TopicAffinity topicAffinity;
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

    /** By expert. */
    Vec weights() {
        return Vec.of(weights);
    }

    /** p(place) by each expert, all of them times the factor that makes their mixture a chance. */
    Vec expertProbabilities(int item, double probability) {
        double mixtureProbability = probability(item);
        double factor = mixtureProbability > 0 ? probability / mixtureProbability : 1;
        double[] probabilities = new double[weights.length];
        for (Expert expert : Expert.all()) {
            probabilities[expert.index()] = factor * expertProbability(expert, item);
        }
        return Vec.adopt(probabilities);
    }

    /** p(place) by one expert. */
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

    /** The share of a topic in what TOPICS says for a place. */
    double topicProbability(int item, int topic) {
        double total = totals[Expert.TOPIC_POPULARITY.index()];
        return total == 0 ? 0 : topicAffinity.score(item, topic) / total;
    }

    /** p(place) by all of them: Σ w · p. */
    double probability(int item) {
        double probability = 0;
        for (int e = 0; e < weights.length; e++) {
            if (weights[e] > 0) {
                probability += weights[e] * expertProbability(Expert.all().get(e), item);
            }
        }
        return probability;
    }

    /** p of the places from 0 to {@code known}, all at once: who speaks of all items goes through a plain array. */
    double[] probabilities(int itemCount) {
        return mixture(weights, itemCount);
    }

    /** p of the places from 0 to {@code known} by one expert. */
    double[] expertProbabilities(Expert expert, int itemCount) {
        double[] oneHot = new double[weights.length];
        oneHot[expert.index()] = totals[expert.index()] > 0 ? 1 : 0;
        return mixture(oneHot, itemCount);
    }

    private double[] mixture(double[] weights, int itemCount) {
        double[] probabilities = new double[itemCount];
        for (Expert expert : Expert.all()) {
            if (weights[expert.index()] > 0) {
                addDense(expert, weights[expert.index()], totals[expert.index()], probabilities);
            }
        }
        sparseScores.addWeighted(weights, totals, probabilities);
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
                // what the others say is on the board
            }
        }
    }

    private static void addConstant(double value, double[] probabilities) {
        for (int item = 0; item < probabilities.length; item++) {
            probabilities[item] += value;
        }
    }

    /** Who is responsible for a place having been chosen: w · p / Σ w · p. Empty if nobody thought of it. */
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
