package io.portrait.evaluation.offpolicy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Estimators of the mean reward of a policy π from the log of another policy, with w = π(a|slot) / propensity:
 *
 * <pre>
 *   IPS    mean of w r                                  (D. Horvitz, D. Thompson, JASA 47, 1952)
 *   SNIPS  Σ w r / Σ w                                  (A. Swaminathan, T. Joachims, NIPS 2015)
 *   DR     mean of  Σ π(a|slot) q(a) + w (r − q(a))     (M. Dudík, J. Langford, L. Li, ICML 2011)
 * </pre>
 *
 * q is the mean reward of the action in earlier rows, shrunk towards the overall mean by {@value #PRIOR_ROWS} rows.
 * Because q does not depend on the row itself, DR is unbiased. The intervals are 95 % percentile bootstraps over rows
 * (B. Efron, 1979).
 */
final class OffPolicyEstimators {

    private static final int PRIOR_ROWS = 200;
    private static final int RESAMPLES = 2_000;
    private static final double TAIL_PROBABILITY = 0.025;

    /** An estimate with its 95 % confidence interval. */
    record IntervalEstimate(double value, double low, double high) {}

    /** The terms of one row: its weight, its weighted reward and its doubly robust term. */
    record RowTerm(double weight, double weightedReward, double doublyRobust) {}

    private static final class ActionMeanRewards {

        private final Map<String, double[]> sumAndCountByAction = new HashMap<>();
        private double sum;
        private double count;

        double expectedReward(String action) {
            double overallMean = count == 0 ? 0 : sum / count;
            double[] sumAndCount = sumAndCountByAction.getOrDefault(action, new double[2]);
            return (sumAndCount[0] + PRIOR_ROWS * overallMean) / (sumAndCount[1] + PRIOR_ROWS);
        }

        void add(LoggedAction logged) {
            double[] sumAndCount = sumAndCountByAction.computeIfAbsent(logged.action(), action -> new double[2]);
            sumAndCount[0] += logged.reward();
            sumAndCount[1]++;
            sum += logged.reward();
            count++;
        }
    }

    private final List<RowTerm> rowTerms;
    private final long seed;

    /**
     * Computes the terms of all rows.
     *
     * @param log the logged actions in time order
     * @param seed the seed of the bootstrap
     */
    OffPolicyEstimators(List<LoggedAction> log, EvaluatedPolicy policy, long seed) {
        this.rowTerms = terms(log, policy);
        this.seed = seed;
    }

    private static List<RowTerm> terms(List<LoggedAction> log, EvaluatedPolicy policy) {
        ActionMeanRewards meanRewards = new ActionMeanRewards();
        List<RowTerm> rowTerms = new ArrayList<>();
        for (LoggedAction logged : log) {
            double weight = policy.probability(logged) / logged.propensity();
            double directTerm = policy.actionProbabilities(logged).entrySet().stream()
                    .mapToDouble(entry -> entry.getValue() * meanRewards.expectedReward(entry.getKey()))
                    .sum();
            double doublyRobust = directTerm + weight * (logged.reward() - meanRewards.expectedReward(logged.action()));
            rowTerms.add(new RowTerm(weight, weight * logged.reward(), doublyRobust));
            meanRewards.add(logged);
        }
        return rowTerms;
    }

    IntervalEstimate ips() {
        return estimate(sample -> mean(sample, RowTerm::weightedReward));
    }

    IntervalEstimate snips() {
        return estimate(sample -> mean(sample, RowTerm::weightedReward) / mean(sample, RowTerm::weight));
    }

    IntervalEstimate doublyRobust() {
        return estimate(sample -> mean(sample, RowTerm::doublyRobust));
    }

    /**
     * The effective sample size, (Σ w)² / Σ w² (L. Kish, 1965): the number of rows of the policy itself with the same
     * information.
     */
    double effectiveSampleSize() {
        double sum = mean(allRows(), RowTerm::weight) * rowTerms.size();
        return sum
                * sum
                / rowTerms.stream()
                        .mapToDouble(term -> term.weight() * term.weight())
                        .sum();
    }

    private int[] allRows() {
        return IntStream.range(0, rowTerms.size()).toArray();
    }

    private double mean(int[] sample, ToDoubleFunction<RowTerm> statistic) {
        return Arrays.stream(sample)
                        .mapToDouble(row -> statistic.applyAsDouble(rowTerms.get(row)))
                        .sum()
                / sample.length;
    }

    private IntervalEstimate estimate(ToDoubleFunction<int[]> estimator) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] resampled = IntStream.range(0, RESAMPLES)
                .mapToDouble(resample -> estimator.applyAsDouble(
                        random.ints(rowTerms.size(), 0, rowTerms.size()).toArray()))
                .sorted()
                .toArray();
        return new IntervalEstimate(
                estimator.applyAsDouble(allRows()),
                resampled[(int) (TAIL_PROBABILITY * RESAMPLES)],
                resampled[(int) ((1 - TAIL_PROBABILITY) * RESAMPLES)]);
    }
}
