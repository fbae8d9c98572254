package io.portrait.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinaryRankingMetricsTest {

    /** The example in the documentation of scikit-learn, with the values 0.75 and 0.8333. */
    @Test
    void countsThePairsInTheRightOrder() {
        BinaryRankingMetrics ranking = ranking(new double[] {0.1, 0.4, 0.35, 0.8}, 0, 0, 1, 1);
        assertThat(ranking.auc()).isEqualTo(0.75);
        // thresholds: 0.8 (P = 1, R = 1/2), 0.4 (R = 1/2), 0.35 (P = 2/3, R = 1)
        assertThat(ranking.averagePrecision()).isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void countsATieAsHalfAPairAndAsOneThreshold() {
        BinaryRankingMetrics ranking = ranking(new double[] {0.9, 0.5, 0.5, 0.1}, 1, 1, 0, 0);
        // pairs: (0.9, 0.5) and (0.9, 0.1) right, (0.5, 0.5) half, (0.5, 0.1) right
        assertThat(ranking.auc()).isEqualTo(3.5 / 4);
        // 0.9: P = 1; 0.5: two of three
        assertThat(ranking.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void isNotANumberWithoutBothClasses() {
        assertThat(ranking(new double[] {0.1, 0.2}, 1, 1).auc()).isNaN();
        assertThat(ranking(new double[] {0.1, 0.2}, 0, 0).averagePrecision()).isNaN();
    }

    @Test
    void doesNotDependOnTheOrderOfTheScores() {
        BinaryRankingMetrics forward = new BinaryRankingMetrics();
        BinaryRankingMetrics backward = new BinaryRankingMetrics();
        for (int i = 0; i < 5_000; i++) {
            int j = 4_999 - i;
            forward.add(i * 7 % 101, i % 3 == 0);
            backward.add(j * 7 % 101, j % 3 == 0);
        }
        assertThat(forward.auc()).isEqualTo(backward.auc());
        assertThat(forward.averagePrecision()).isEqualTo(backward.averagePrecision());
    }

    private static BinaryRankingMetrics ranking(double[] scores, int... labels) {
        BinaryRankingMetrics ranking = new BinaryRankingMetrics();
        for (int i = 0; i < scores.length; i++) {
            ranking.add(scores[i], labels[i] == 1);
        }
        return ranking;
    }
}
