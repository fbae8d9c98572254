package io.portrait.evaluation.champion;

import io.portrait.kernel.Checks;
import io.portrait.kernel.Vec;
import java.util.stream.IntStream;

/**
 * Selection of the champion among several learners of one target (champion and challengers), by exponential weights.
 * The weight of a learner falls exponentially with its losses, and past losses decay:
 * w(k) ∝ exp(−η Σ λᵃ ℓ(k)), where a is the age of the loss in examples. (N. Littlestone, M. K. Warmuth, "The weighted
 * majority algorithm", Information and Computation 108, 1994; with η at most 1 for log loss in nats and 1/2 for squared
 * error in [0, 1], exponential weights lose at most (ln n)/η to the best learner, and decay lets the best learner
 * change:
 * M. Herbster, M. K. Warmuth, "Tracking the best expert", Machine Learning 32, 1998.)
 *
 * <p>The champion is the learner with the largest weight, but it is replaced only when the weight of a challenger is
 * {@value #MIN_WEIGHT_RATIO} times as large. Otherwise two equal learners would alternate on noise. Immutable.
 *
 * @param weighting the learning rate and the decay
 * @param losses the decayed sum Σ λᵃ ℓ of each learner, at least 0
 * @param champion the index of the champion
 * @param examples the number of examples so far
 */
public record ChampionSelection(Weighting weighting, Vec losses, int champion, long examples) {

    /** The ratio of weights at which a challenger becomes champion: 20, as in a test at 5 %. */
    public static final double MIN_WEIGHT_RATIO = 20;

    /**
     * The learning rate and the decay of the weights.
     *
     * @param eta η, in (0, 10]
     * @param halfLifeExamples the number of examples after which a loss counts half, at least 1
     */
    public record Weighting(double eta, double halfLifeExamples) {

        public Weighting {
            Checks.requireWithin("eta", eta, Double.MIN_VALUE, 10);
            Checks.requireWithin("halfLifeExamples", halfLifeExamples, 1, 1e12);
        }

        private double decay(double examples) {
            return StrictMath.pow(0.5, examples / halfLifeExamples);
        }
    }

    public ChampionSelection {
        Checks.requireWithin("learners", losses.size(), 1, 1_000);
        Checks.requireWithin("champion", champion, 0, losses.size() - 1);
    }

    /** The state before any example: all weights are equal, and the first learner is champion. */
    public static ChampionSelection start(int learners, Weighting weighting) {
        return new ChampionSelection(weighting, Vec.zeros(learners), 0, 0);
    }

    /** The state after one more example. */
    public ChampionSelection update(Vec newLosses) {
        return update(newLosses, 1);
    }

    /**
     * The state after several more examples, which get the same age.
     *
     * @param newLosses the sums of their losses, one per learner
     * @param count the number of examples, at least 1
     */
    public ChampionSelection update(Vec newLosses, long count) {
        Vec decayed = newLosses.plus(weighting.decay((double) count), losses);
        return new ChampionSelection(weighting, decayed, champion(decayed), examples + count);
    }

    private int champion(Vec decayed) {
        int best = IntStream.range(0, decayed.size())
                .reduce((a, b) -> decayed.get(b) < decayed.get(a) ? b : a)
                .orElseThrow();
        double logWeightRatio = weighting.eta() * (decayed.get(champion) - decayed.get(best));
        return logWeightRatio >= StrictMath.log(MIN_WEIGHT_RATIO) ? best : champion;
    }

    /** The weights, whose sum is 1. */
    public Vec weights() {
        double minLoss = losses.stream().min().orElse(0);
        Vec raw = losses.map(loss -> StrictMath.exp(-weighting.eta() * (loss - minLoss)));
        double sum = raw.stream().sum();
        return raw.map(weight -> weight / sum);
    }
}
