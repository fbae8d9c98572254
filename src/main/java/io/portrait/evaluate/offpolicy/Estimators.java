package io.portrait.evaluate.offpolicy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The mean reward of a policy π from the log of another, with w = π(a|slot) / propensity:
 *
 * <pre>
 *   IPS    mean of w r                                  (D. Horvitz, D. Thompson, JASA 47, 1952)
 *   SNIPS  Σ w r / Σ w                                  (A. Swaminathan, T. Joachims, NIPS 2015)
 *   DR     mean of  Σ π(a|slot) q(a) + w (r − q(a))     (M. Dudík, J. Langford, L. Li, ICML 2011)
 * </pre>
 *
 * q is the action's mean reward in the rows before, drawn towards that of all by {@value #PRIOR} rows: what is estimated of a
 * row does not know the row, so that DR has no bias. The intervals are 95 % percentile bootstraps over rows (B. Efron, 1979).
 */
final class Estimators {

    private static final int PRIOR = 200;
    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;

    /** An estimate with its interval. */
    record Estimate(double value, double low, double high) {}

    /** What a row adds: its weight, its weighted reward, its doubly robust term. */
    record Term(double weight, double weighted, double robust) {}

    private static final class Rewards {

        private final Map<String, double[]> sums = new HashMap<>();
        private double sum;
        private double count;

        double expected(String action) {
            double mean = count == 0 ? 0 : sum / count;
            double[] own = sums.getOrDefault(action, new double[2]);
            return (own[0] + PRIOR * mean) / (own[1] + PRIOR);
        }

        void add(Logged shown) {
            double[] own = sums.computeIfAbsent(shown.action(), action -> new double[2]);
            own[0] += shown.reward();
            own[1]++;
            sum += shown.reward();
            count++;
        }
    }

    private final List<Term> terms;
    private final long seed;

    /**
     * Prepares the estimates.
     *
     * @param log in the order of time
     * @param seed of the bootstrap
     */
    Estimators(List<Logged> log, Policy policy, long seed) {
        this.terms = terms(log, policy);
        this.seed = seed;
    }

    private static List<Term> terms(List<Logged> log, Policy policy) {
        Rewards rewards = new Rewards();
        List<Term> terms = new ArrayList<>();
        for (Logged shown : log) {
            double weight = policy.probability(shown) / shown.propensity();
            double direct = policy.actions(shown).entrySet().stream()
                    .mapToDouble(each -> each.getValue() * rewards.expected(each.getKey()))
                    .sum();
            double robust = direct + weight * (shown.reward() - rewards.expected(shown.action()));
            terms.add(new Term(weight, weight * shown.reward(), robust));
            rewards.add(shown);
        }
        return terms;
    }

    Estimate ips() {
        return estimate(sample -> mean(sample, Term::weighted));
    }

    Estimate selfNormalised() {
        return estimate(sample -> mean(sample, Term::weighted) / mean(sample, Term::weight));
    }

    Estimate doublyRobust() {
        return estimate(sample -> mean(sample, Term::robust));
    }

    /** How many rows of the policy's own the log is worth: (Σ w)² / Σ w² (L. Kish, 1965). */
    double effectiveRows() {
        double sum = mean(all(), Term::weight) * terms.size();
        return sum
                * sum
                / terms.stream()
                        .mapToDouble(term -> term.weight() * term.weight())
                        .sum();
    }

    private int[] all() {
        return IntStream.range(0, terms.size()).toArray();
    }

    private double mean(int[] sample, ToDoubleFunction<Term> of) {
        return Arrays.stream(sample)
                        .mapToDouble(row -> of.applyAsDouble(terms.get(row)))
                        .sum()
                / sample.length;
    }

    private Estimate estimate(ToDoubleFunction<int[]> estimator) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = IntStream.range(0, RESAMPLES)
                .mapToDouble(any -> estimator.applyAsDouble(
                        random.ints(terms.size(), 0, terms.size()).toArray()))
                .sorted()
                .toArray();
        return new Estimate(
                estimator.applyAsDouble(all()), drawn[(int) (TAIL * RESAMPLES)], drawn[(int) ((1 - TAIL) * RESAMPLES)]);
    }
}
