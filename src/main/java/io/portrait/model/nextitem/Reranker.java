package io.portrait.model.nextitem;

import io.portrait.model.nextitem.NextItemConfig.RerankerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells the likeliest places apart once more: a mixture adds up what its experts say, while what two of them say together
 * may be worth more than the sum, and to one person more than to another. So the shortlist shares its common chance anew, in
 * proportion to p · exp(w · signals), a conditional logit (D. McFadden, 1974); w is everybody's weights plus the person's.
 */
final class Reranker {

    private final RerankerSettings config;
    private final LogitWeights globalWeights = new LogitWeights();

    Reranker(RerankerSettings config) {
        this.config = config;
    }

    /** The probability of each place from 0 to {@code known}; they add up to what the mixture's add up to. */
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

    /** Learns that a place was chosen, if it was on the list; the choice may stand for some. */
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
