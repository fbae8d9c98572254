package io.portrait.model.nextitem;

import io.portrait.model.nextitem.NextItemConfig.RerankerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Re-ranker of the most probable items by a conditional logit (D. McFadden, 1974). A mixture is linear in its experts,
 * so it cannot express that agreement of two experts means more than their sum, or means more for one user than for
 * another. The re-ranker therefore redistributes the total probability of the candidates in proportion to p · exp(w ·
 * features), where w is the sum of global weights and of weights of the user.
 */
final class Reranker {

    private final RerankerSettings config;
    private final LogitWeights globalWeights = new LogitWeights();

    Reranker(RerankerSettings config) {
        this.config = config;
    }

    /** The probability of each item after re-ranking, by item index; the sum is that of the mixture. */
    double[] probabilities(ScoringContext context, MixtureScores scores) {
        double[] probabilities = scores.probabilities(context.itemCount());
        RerankCandidates candidates = RerankCandidates.select(probabilities, context, scores, config.candidates());
        double[] softmax = candidates.softmax(globalWeights, context.userWeights());
        double totalProbability = candidates.totalProbability();
        for (int i = 0; i < softmax.length; i++) {
            probabilities[candidates.item(i)] = totalProbability * softmax[i];
        }
        return probabilities;
    }

    /**
     * Learns from an observed item, if it is among the candidates.
     *
     * @param weight the number of interactions that this one represents
     */
    void learn(int item, int weight, ScoringContext context, MixtureScores scores) {
        double[] probabilities = scores.probabilities(context.itemCount());
        if (TopK.isInTopK(item, probabilities, context::allows, config.candidates())) {
            RerankCandidates candidates = RerankCandidates.select(probabilities, context, scores, config.candidates());
            learn(candidates, candidates.indexOf(item), weight, globalWeights, context.userWeights(), config);
        }
    }

    static void learn(
            RerankCandidates candidates,
            int target,
            int weight,
            LogitWeights globalWeights,
            LogitWeights userWeights,
            RerankerSettings config) {
        RerankCandidates.FeatureMoments moments = candidates.moments(candidates.softmax(globalWeights, userWeights));
        double[] gradient = new double[RerankCandidates.FEATURE_COUNT];
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = candidates.feature(target, k) - moments.mean()[k];
        }
        double forgettingFactor = StrictMath.pow(config.forgettingFactor(), weight);
        globalWeights.learn(gradient, moments.variance(), config.priorPrecision(), forgettingFactor, weight);
        userWeights.learn(gradient, moments.variance(), config.userPriorPrecision(), 1, weight);
    }

    void write(DataOutput out) throws IOException {
        globalWeights.write(out);
    }

    void read(DataInput in) throws IOException {
        globalWeights.read(in);
    }
}
