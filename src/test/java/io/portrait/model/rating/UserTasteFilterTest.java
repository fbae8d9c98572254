package io.portrait.model.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.rating.RatingConfig.UserPrior;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

/** The filter against hand-computed values and against the closed form of Bayesian regression. */
class UserTasteFilterTest {

    private static final double NOISE = 0.9;

    private static UserTasteFilter filter(UserPrior prior, int topics) {
        return new UserTasteFilter(UserTasteFilter.Drift.of(prior, topics));
    }

    @Test
    void withoutDriftItIsTheBayesianRegressionOnAllRatings() {
        UserTasteFilter filter = filter(new UserPrior(0.2, 1, 0.05, 0.1, 1, NOISE, 0), 3);
        Random random = new Random(1);
        SimpleMatrix precision = SimpleMatrix.diag(1 / 0.2, 1 / 0.05, 1 / 0.1, 1 / 0.1, 1 / 0.1);
        SimpleMatrix moment = new SimpleMatrix(5, 1);
        for (int i = 0; i < 40; i++) {
            Vec x = UserTasteFilter.features(new double[] {random.nextInt(2), random.nextInt(2), random.nextDouble()});
            double target = random.nextGaussian();
            filter.learn(x, target - filter.deviation(x), NOISE);
            SimpleMatrix column = new SimpleMatrix(x.toArray());
            precision = precision.plus(column.mult(column.transpose()).divide(NOISE));
            moment = moment.plus(column.scale(target / NOISE));
        }
        Vec x = UserTasteFilter.features(new double[] {1, 0, 0.5});
        SimpleMatrix column = new SimpleMatrix(x.toArray());
        assertThat(filter.deviation(x)).isEqualTo(precision.solve(moment).dot(column), within(1e-9));
        assertThat(filter.variance(x)).isEqualTo(column.dot(precision.solve(column)), within(1e-9));
    }

    /** Σ = 1, r = 1, φ = ½: k = 1, v = 2, so μ = ½·e/2 and Σ = ¼·(1 − ½) + ¾. */
    @Test
    void driftingBiasDecaysAndItsVarianceReturns() {
        UserTasteFilter filter = filter(new UserPrior(1, 0.5, 0, 0, 1, 1, 0), 0);
        Vec x = UserTasteFilter.features(new double[0]);
        filter.learn(x, 2, 1);
        assertThat(filter.deviation(x)).isEqualTo(0.5);
        assertThat(filter.variance(x)).isEqualTo(0.875);
    }

    @Test
    void varianceNeverExceedsThePrior() {
        UserPrior prior = RatingConfig.defaults().userPrior();
        UserTasteFilter filter = filter(prior, 5);
        Vec x = UserTasteFilter.features(new double[] {1, 0, 0, 0, 0});
        double before = filter.variance(x);
        assertThat(before)
                .isEqualTo(
                        prior.driftingBiasVariance() + prior.lastingBiasVariance() + prior.topicVariance(),
                        within(1e-12));
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            Vec other = UserTasteFilter.features(new double[] {0, random.nextInt(2), random.nextInt(2), 0, 1});
            filter.learn(other, 3 * random.nextGaussian(), prior.noiseVariance());
            assertThat(filter.variance(x)).isBetween(0.0, before + 1e-9);
        }
    }
}
