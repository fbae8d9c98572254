package io.portrait.model.nextitem;

import java.util.List;

/**
 * The likeliest places by the mixture, with the signals by which they are told apart: how much of what is said for a place
 * each plain expert says, s/(s + p) in [0, 1), and the log of its chance p.
 */
final class RerankCandidates {

    private static final List<Expert> EXPERTS =
            Expert.bases().stream().filter(expert -> expert != Expert.UNIFORM).toList();

    /** How many signals a place has. */
    static final int FEATURE_COUNT = EXPERTS.size() + 1;

    private final int[] items;
    private final double[] mixtureProbabilities;
    private final double[] features;

    RerankCandidates(int[] items, double[] mixtureProbabilities, double[] features) {
        this.items = items;
        this.mixtureProbabilities = mixtureProbabilities;
        this.features = features;
    }

    /** @param mixtureProbabilities of all places, by the mixture. Not modified */
    static RerankCandidates select(
            double[] mixtureProbabilities, ScoringContext context, MixtureScores scores, int max) {
        int[] items = new TopK(mixtureProbabilities, context::allows, max).indexes();
        double[] own = new double[items.length];
        double[] features = new double[items.length * FEATURE_COUNT];
        for (int i = 0; i < items.length; i++) {
            own[i] = mixtureProbabilities[items[i]];
            feature(items[i], own[i], scores, features, i * FEATURE_COUNT);
        }
        return new RerankCandidates(items, own, features);
    }

    private static void feature(int item, double probability, MixtureScores scores, double[] features, int offset) {
        for (int k = 0; k < EXPERTS.size(); k++) { // a thousand times a question: no iterator
            double expertProbability = scores.expertProbability(EXPERTS.get(k), item);
            features[offset + k] = expertProbability / (expertProbability + probability);
        }
        features[offset + EXPERTS.size()] = StrictMath.log(probability);
    }

    int item(int index) {
        return items[index];
    }

    /** Where a place is that is in it. */
    int indexOf(int item) {
        int index = 0;
        while (items[index] != item) {
            index++;
        }
        return index;
    }

    /** What part of their common chance each has: its own, times e to what the weights make of its signals, in proportion. */
    double[] softmax(LogitWeights globalWeights, LogitWeights own) {
        double[] probabilities = new double[items.length];
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < probabilities.length; i++) {
            double logProbability = features[i * FEATURE_COUNT + EXPERTS.size()];
            probabilities[i] = logProbability
                    + globalWeights.dot(features, i * FEATURE_COUNT)
                    + own.dot(features, i * FEATURE_COUNT);
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

    /** The chance that all of them have together. */
    double totalProbability() {
        double sum = 0;
        for (double probability : mixtureProbabilities) {
            sum += probability;
        }
        return sum;
    }

    /** A signal's mean over the places, weighed with their parts, and its variance. */
    @SuppressWarnings("ArrayRecordComponent") // read where it is made, and never compared
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
