package io.portrait.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.evaluate.metric.ScoreBins.Reliability;
import io.portrait.kernel.Vec;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreBinsTest {

    private static final Binning TENTHS = new Binning.Even(10, 0, 1);

    @Test
    void calibrationErrorIsTheMeanDistanceOfTheBins() {
        ScoreBins bins = new ScoreBins(TENTHS);
        bins.add(0.125, 0);
        bins.add(0.1875, 0);
        bins.add(0.875, 1);
        bins.add(0.8125, 0);
        // bin 1: |0.15625 − 0| for two; bin 8: |0.84375 − 0.5| for two
        assertThat(bins.calibrationError()).isEqualTo((2 * 0.15625 + 2 * 0.34375) / 4);
        assertThat(bins.reliability())
                .containsExactly(new Reliability(2, 0.15625, 0), new Reliability(2, 0.84375, 0.5));
    }

    @Test
    void aucCountsAPairWithinABinAsHalf() {
        ScoreBins bins = new ScoreBins(TENTHS);
        bins.add(0.95, 1);
        bins.add(0.55, 1);
        bins.add(0.52, 0);
        bins.add(0.05, 0);
        assertThat(bins.auc()).isEqualTo(3.5 / 4);
    }

    @Test
    void aucOfManyBinsIsNearTheExactOne() {
        Random random = new Random(7);
        ScoreBins bins = new ScoreBins(new Binning.LogOdds(64));
        ExactRanking exact = new ExactRanking();
        for (int i = 0; i < 20_000; i++) {
            double logOdds = -4 + 1.5 * random.nextGaussian();
            double p = 1 / (1 + Math.exp(-logOdds));
            boolean positive = random.nextDouble() < p;
            bins.add(p, positive ? 1 : 0);
            exact.add(p, positive);
        }
        assertThat(bins.auc()).isCloseTo(exact.auc(), within(0.003));
        assertThat(bins.calibrationError()).isLessThan(0.01);
    }

    @Test
    void theSumOfPartsIsTheWhole() {
        Random random = new Random(8);
        ScoreBins whole = new ScoreBins(TENTHS);
        ScoreBins left = new ScoreBins(TENTHS);
        ScoreBins right = new ScoreBins(TENTHS);
        for (int i = 0; i < 1_000; i++) {
            double p = random.nextInt(64) / 64.0; // sums of these are exact
            double y = random.nextInt(2);
            whole.add(p, y);
            (i % 3 == 0 ? left : right).add(p, y);
        }
        left.add(ScoreBins.of(TENTHS, right.numbers()));
        assertThat(left.numbers()).isEqualTo(whole.numbers());
        assertThat(whole.count()).isEqualTo(1_000);
    }

    @Test
    void takesEveryPredictionAndRefusesOtherBins() {
        ScoreBins bins = new ScoreBins(new Binning.LogOdds(8));
        for (double p : new double[] {0, 1, 1e-300, 0.5, -1, 2}) {
            bins.add(p, 1);
        }
        assertThat(bins.count()).isEqualTo(6);
        assertThatIllegalArgumentException().isThrownBy(() -> bins.add(new ScoreBins(TENTHS)));
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreBins.of(TENTHS, Vec.of(1, 2)));
    }
}
