package io.portrait.serving.recommend;

import io.portrait.kernel.Vec;
import io.portrait.model.nextitem.MixturePosterior;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Exploration of a position by Thompson sampling (W. R. Thompson, 1933) from the posterior of the mixture weights,
 * limited to a fraction ε of the lists. The item is drawn with the propensities
 *
 * <pre>
 *   π(a) = (1 − ε) [a is the first]  +  ε (wins(a) / draws + 1 / n) / 2
 * </pre>
 *
 * where wins(a) counts the drawn weights under which a is the most probable of the n items. Every propensity is above
 * 0, so that the log supports off-policy estimates of any other policy, and it is exact given the draws.
 */
final class Exploration {

    private static final int DRAWS = 40;

    private Exploration() {}

    /**
     * A drawn item.
     *
     * @param index among the given items
     * @param propensities the probability of each item to be drawn
     */
    record Pick(int index, List<Double> propensities) {

        /** The propensity of the drawn item. */
        double propensity() {
            return propensities.get(index);
        }
    }

    /**
     * Draws an item.
     *
     * @param posterior of the items; the first item is taken without exploration
     * @param epsilon ε, in [0, 1]
     */
    static Pick draw(MixturePosterior posterior, double epsilon, RandomGenerator random) {
        int n = posterior.expertProbabilities().size();
        double[] propensities = new double[n];
        propensities[0] = 1 - epsilon;
        for (int i = 0; i < n; i++) {
            propensities[i] += epsilon / 2 / n;
        }
        for (int draw = 0; draw < DRAWS; draw++) {
            propensities[posteriorArgMax(posterior, random)] += epsilon / 2 / DRAWS;
        }
        int drawnIndex = drawIndex(propensities, random.nextDouble());
        return new Pick(
                drawnIndex,
                Arrays.stream(propensities)
                        .map(propensity -> Math.min(1, propensity))
                        .boxed()
                        .toList());
    }

    private static int drawIndex(double[] propensities, double uniform) {
        double sum = 0;
        for (int i = 0; i < propensities.length; i++) {
            sum += propensities[i];
            if (uniform < sum) {
                return i;
            }
        }
        return 0;
    }

    private static int posteriorArgMax(MixturePosterior posterior, RandomGenerator random) {
        Vec weights = posterior.weights().map(weight -> gamma(posterior.concentration() * weight, random));
        int best = 0;
        double bestValue = -1;
        for (int i = 0; i < posterior.expertProbabilities().size(); i++) {
            double value = weights.dot(posterior.expertProbabilities().get(i));
            if (value > bestValue) {
                best = i;
                bestValue = value;
            }
        }
        return best;
    }

    /**
     * A draw of Gamma(shape, 1): G. Marsaglia, W. W. Tsang, ACM TOMS 26, 2000; for a shape below 1 a draw of shape + 1
     * times U^(1/shape). Gammas divided by their sum are a draw of the Dirichlet distribution; the sum does not change
     * the argmax, so it is left out.
     */
    static double gamma(double shape, RandomGenerator random) {
        if (shape <= 0) {
            return 0;
        }
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
