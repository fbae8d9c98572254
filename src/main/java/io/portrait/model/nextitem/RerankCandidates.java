package io.portrait.model.nextitem;

import java.util.List;
import java.util.stream.Stream;

/**
 * The most probable items by the mixture, with the features of the re-ranker: for each base expert with probability s
 * of the item s / (s + p), in [0, 1), and the logarithm of the item's mixture probability p. Features are a row-major
 * matrix with {@link #FEATURE_COUNT} columns.
 */
final class RerankCandidates {

    private static final List<Expert> EXPERTS =
            Expert.bases().stream().filter(expert -> expert != Expert.UNIFORM).toList();

    /** The number of features of an item. */
    static final int FEATURE_COUNT = EXPERTS.size() + 1;

    /** The names of the features, in their order. */
    static List<String> featureNames() {
        return Stream.concat(EXPERTS.stream().map(Expert::label), Stream.of("log-probability"))
                .toList();
    }

    private final int[] items;
    private final double[] mixtureProbabilities;
    private final double[] features;

    RerankCandidates(int[] items, double[] mixtureProbabilities, double[] features) {
        this.items = items;
        this.mixtureProbabilities = mixtureProbabilities;
        this.features = features;
    }

    /**
     * Selects the most probable items.
     *
     * @param mixtureProbabilities of all items. Not modified
     * @param max the maximum number of candidates
     */
    static RerankCandidates select(
            double[] mixtureProbabilities, ScoringContext context, MixtureScores scores, int max) {
        int[] items = new TopK(mixtureProbabilities, context::allows, max).indexes();
        double[] selected = new double[items.length];
        double[] features = new double[items.length * FEATURE_COUNT];
        for (int i = 0; i < items.length; i++) {
            selected[i] = mixtureProbabilities[items[i]];
            computeFeatures(items[i], selected[i], scores, features, i * FEATURE_COUNT);
        }
        return new RerankCandidates(items, selected, features);
    }

    /** @param features modified from an offset on */
    private static void computeFeatures(
            int item, double probability, MixtureScores scores, double[] features, int offset) {
        for (int k = 0; k < EXPERTS.size(); k++) { // no iterator: a thousand iterations per request
            double expertProbability = scores.expertProbability(EXPERTS.get(k), item);
            features[offset + k] = expertProbability / (expertProbability + probability);
        }
        features[offset + EXPERTS.size()] = StrictMath.log(probability);
    }

    int item(int index) {
        return items[index];
    }

    /** The index of an item, which must be a candidate. */
    int indexOf(int item) {
        int index = 0;
        while (items[index] != item) {
            index++;
        }
        return index;
    }

    /** The conditional logit: p · exp(w · features), normalised over the candidates, with w = global + user weights. */
    double[] softmax(LogitWeights globalWeights, LogitWeights userWeights) {
        double[] probabilities = new double[items.length];
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < probabilities.length; i++) {
            double logProbability = features[i * FEATURE_COUNT + EXPERTS.size()];
            probabilities[i] = logProbability
                    + globalWeights.dot(features, i * FEATURE_COUNT)
                    + userWeights.dot(features, i * FEATURE_COUNT);
            max = Math.max(max, probabilities[i]);
        }
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = StrictMath.exp(probabilities[i] - max);
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The mixture probability of all candidates together. */
    double totalProbability() {
        double sum = 0;
        for (double probability : mixtureProbabilities) {
            sum += probability;
        }
        return sum;
    }

    /** The mean and the variance of each feature over the candidates, weighted by their softmax probabilities. */
    @SuppressWarnings("ArrayRecordComponent") // package-private, never compared
    record FeatureMoments(double[] mean, double[] variance) {}

    FeatureMoments moments(double[] probabilities) {
        double[] mean = new double[FEATURE_COUNT];
        double[] variance = new double[FEATURE_COUNT];
        for (int i = 0; i < probabilities.length; i++) {
            for (int k = 0; k < FEATURE_COUNT; k++) {
                mean[k] += probabilities[i] * features[i * FEATURE_COUNT + k];
            }
        }
        for (int i = 0; i < probabilities.length; i++) {
            for (int k = 0; k < FEATURE_COUNT; k++) {
                double deviation = features[i * FEATURE_COUNT + k] - mean[k];
                variance[k] += probabilities[i] * deviation * deviation;
            }
        }
        return new FeatureMoments(mean, variance);
    }

    double mixtureProbability(int index) {
        return mixtureProbabilities[index];
    }

    double feature(int index, int k) {
        return features[index * FEATURE_COUNT + k];
    }
}
