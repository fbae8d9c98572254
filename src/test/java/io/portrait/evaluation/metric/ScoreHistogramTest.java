package io.portrait.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.evaluation.metric.ScoreHistogram.CalibrationBin;
import io.portrait.kernel.Vec;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreHistogramTest {

    private static final Binning TENTHS = new Binning.UniformBinning(10, 0, 1);

    @Test
    void calibrationErrorIsTheMeanDistanceOfTheBins() {
        ScoreHistogram histogram = new ScoreHistogram(TENTHS);
        histogram.add(0.125, 0);
        histogram.add(0.1875, 0);
        histogram.add(0.875, 1);
        histogram.add(0.8125, 0);
        // bin 1: |0.15625 − 0| for two; bin 8: |0.84375 − 0.5| for two
        assertThat(histogram.calibrationError()).isEqualTo((2 * 0.15625 + 2 * 0.34375) / 4);
        assertThat(histogram.reliability())
                .containsExactly(new CalibrationBin(2, 0.15625, 0), new CalibrationBin(2, 0.84375, 0.5));
    }

    @Test
    void aucCountsAPairWithinABinAsHalf() {
        ScoreHistogram histogram = new ScoreHistogram(TENTHS);
        histogram.add(0.95, 1);
        histogram.add(0.55, 1);
        histogram.add(0.52, 0);
        histogram.add(0.05, 0);
        assertThat(histogram.auc()).isEqualTo(3.5 / 4);
    }

    @Test
    void aucOfManyBinsIsNearTheExactOne() {
        Random random = new Random(7);
        ScoreHistogram histogram = new ScoreHistogram(new Binning.LogOddsBinning(64));
        BinaryRankingMetrics exact = new BinaryRankingMetrics();
        for (int i = 0; i < 20_000; i++) {
            double logOdds = -4 + 1.5 * random.nextGaussian();
            double p = 1 / (1 + Math.exp(-logOdds));
            boolean positive = random.nextDouble() < p;
            histogram.add(p, positive ? 1 : 0);
            exact.add(p, positive);
        }
        assertThat(histogram.auc()).isCloseTo(exact.auc(), within(0.003));
        assertThat(histogram.calibrationError()).isLessThan(0.01);
    }

    @Test
    void theSumOfPartialHistogramsEqualsTheWhole() {
        Random random = new Random(8);
        ScoreHistogram whole = new ScoreHistogram(TENTHS);
        ScoreHistogram left = new ScoreHistogram(TENTHS);
        ScoreHistogram right = new ScoreHistogram(TENTHS);
        for (int i = 0; i < 1_000; i++) {
            double p = random.nextInt(64) / 64.0; // sums of these are exact
            double y = random.nextInt(2);
            whole.add(p, y);
            (i % 3 == 0 ? left : right).add(p, y);
        }
        left.add(ScoreHistogram.fromVector(TENTHS, right.toVector()));
        assertThat(left.toVector()).isEqualTo(whole.toVector());
        assertThat(whole.count()).isEqualTo(1_000);
    }

    @Test
    void acceptsEveryPredictionAndRejectsAnotherBinning() {
        ScoreHistogram histogram = new ScoreHistogram(new Binning.LogOddsBinning(8));
        for (double p : new double[] {0, 1, 1e-300, 0.5, -1, 2}) {
            histogram.add(p, 1);
        }
        assertThat(histogram.count()).isEqualTo(6);
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.add(new ScoreHistogram(TENTHS)));
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreHistogram.fromVector(TENTHS, Vec.of(1, 2)));
    }
}
