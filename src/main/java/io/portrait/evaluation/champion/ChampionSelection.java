package io.portrait.evaluation.champion;

import io.portrait.kernel.Checks;
import io.portrait.kernel.Vec;
import java.util.stream.IntStream;

/**
 * Several learners on one target. Each has a weight that falls exponentially with its losses, and past losses fade:
 * w(k) ∝ exp(−η Σ λᵃ ℓ(k)), where a is how many examples ago the loss was. (N. Littlestone, M. K. Warmuth, "The weighted
 * majority algorithm", Information and Computation 108, 1994; with η at most 1 for log loss in nats and 1/2 for squared
 * error in [0, 1], exponential weights never lose more than (ln n)/η to the best learner, and fading lets the best change:
 * M. Herbster, M. K. Warmuth, "Tracking the best expert", Machine Learning 32, 1998.)
 *
 * <p>The champion is the heaviest, but it changes only when a challenger has become {@value #MIN_WEIGHT_RATIO} times as heavy: two
 * equal learners would else take turns on noise. Immutable.
 *
 * @param weighting what it was told
 * @param losses Σ λᵃ ℓ of each learner, 0 or more
 * @param champion who serves
 * @param examples how many losses were taken in, of each
 */
public record ChampionSelection(Weighting weighting, Vec losses, int champion, long examples) {

    /** How much heavier than the champion a challenger must be: twenty to one, as of a test at 5 %. */
    public static final double MIN_WEIGHT_RATIO = 20;

    /**
     * How weights follow losses.
     *
     * @param eta η, in (0, 10]
     * @param halfLifeExamples after how many examples a loss counts half, at least 1
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

    /** Before any example: all weigh the same, and the first serves. */
    public static ChampionSelection start(int learners, Weighting weighting) {
        return new ChampionSelection(weighting, Vec.zeros(learners), 0, 0);
    }

    /** The contest after one more example. */
    public ChampionSelection update(Vec newLosses) {
        return update(newLosses, 1);
    }

    /**
     * The contest after some more examples, which fade together.
     *
     * @param newLosses the sums of their losses, one for each learner
     * @param count how many, at least 1
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

    /** The weights, which add up to 1. */
    public Vec weights() {
        double minLoss = losses.stream().min().orElse(0);
        Vec raw = losses.map(loss -> StrictMath.exp(-weighting.eta() * (loss - minLoss)));
        double sum = raw.stream().sum();
        return raw.map(weight -> weight / sum);
    }
}
