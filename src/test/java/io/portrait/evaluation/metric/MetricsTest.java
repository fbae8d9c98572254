package io.portrait.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import org.junit.jupiter.api.Test;

/** Metrics are compared with values computed by hand. */
class MetricsTest {

    @Test
    void meanErrors() {
        RegressionErrors error = new RegressionErrors();
        error.add(3, 5);
        error.add(4, 4);
        error.add(2, 1);
        assertThat(error.mae()).isEqualTo(1);
        assertThat(error.rmse()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
    }

    @Test
    void logLossOfAProbability() {
        assertThat(LogLoss.of(0.8, 1)).isCloseTo(0.22314355131, within(1e-10));
        assertThat(LogLoss.of(0.8, 0)).isCloseTo(1.60943791243, within(1e-10));
        assertThat(LogLoss.of(0, 1)).isCloseTo(34.54, within(0.01));
    }

    @Test
    void aSlidingMeanDropsOldValues() {
        SlidingMean window = new SlidingMean(3);
        assertThat(window.mean()).isNaN();
        window.add(1);
        window.add(2);
        assertThat(window.mean()).isEqualTo(1.5);
        for (double value : new double[] {3, 4, 5}) {
            window.add(value);
        }
        assertThat(window.mean()).isEqualTo(4);
    }

    @Test
    void metricsOfASingleRelevantItem() {
        assertThat(TopKMetrics.recallAt(10, 10)).isEqualTo(1);
        assertThat(TopKMetrics.recallAt(10, 11)).isZero();
        assertThat(TopKMetrics.recallAt(10, 0)).isZero();
        assertThat(TopKMetrics.reciprocalRankAt(20, 4)).isEqualTo(0.25);
        assertThat(TopKMetrics.reciprocalRankAt(20, 21)).isZero();
    }

    /** Grades 3, 2, 3, 0, 1, 2 with gains 2^g − 1: DCG@6 = 13.848, ideal 14.595. */
    @Test
    void ndcgOfGrades() {
        Vec grades = Vec.of(3, 2, 3, 0, 1, 2);
        double dcg = 7 + 3 / log2(3) + 7 / log2(4) + 1 / log2(6) + 3 / log2(7);
        double best = 7 + 7 / log2(3) + 3 / log2(4) + 3 / log2(5) + 1 / log2(6);
        assertThat(TopKMetrics.ndcgAt(6, grades)).isCloseTo(dcg / best, within(1e-12));
        assertThat(TopKMetrics.ndcgAt(6, grades)).isCloseTo(0.9488, within(1e-4));
        assertThat(TopKMetrics.ndcgAt(10, Vec.of(0, 0))).isZero();
        assertThat(TopKMetrics.ndcgAt(1, Vec.of(1, 3))).isCloseTo(1.0 / 7, within(1e-12));
    }

    @Test
    void cardPrecisionUsesACardsHighestScoreAndRemovesFoundCardsFromLaterLists() {
        CardPrecision cards = new CardPrecision();
        // day 1: card 1 by its second payment, card 2 without fraud, card 3 below the first two
        cards.add(1, 1, 0.1, false);
        cards.add(1, 1, 0.9, true);
        cards.add(1, 2, 0.8, false);
        cards.add(1, 3, 0.2, true);
        // day 2: card 1 was found and is excluded; card 3 is in the list now, and card 2 again
        cards.add(2, 1, 0.9, true);
        cards.add(2, 2, 0.8, false);
        cards.add(2, 3, 0.3, true);
        cards.add(2, 4, 0.1, true);
        assertThat(cards.precisionAt(2)).isEqualTo((1 / 2.0 + 1 / 2.0) / 2);
        // a list longer than the day's cards still divides by its length
        assertThat(cards.precisionAt(4)).isEqualTo((2 / 4.0 + 1 / 4.0) / 2);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
