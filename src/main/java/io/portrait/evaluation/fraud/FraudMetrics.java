package io.portrait.evaluation.fraud;

import io.portrait.evaluation.metric.CardPrecision;
import io.portrait.evaluation.metric.MetricSet;
import io.portrait.evaluation.task.EvaluationReport;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The metrics of one learner on payments. Mutable. */
final class FraudMetrics {

    private static final int CARDS_PER_DAY = 100;

    private final String name;
    private final MetricSet metrics = MetricSet.forProbabilities();
    private final CardPrecision cardPrecision = new CardPrecision();

    FraudMetrics(String name) {
        this.name = name;
    }

    void add(long day, int card, double probability, double target) {
        metrics.add(probability, target);
        cardPrecision.add(day, card, probability, target == 1);
    }

    EvaluationReport.ReportRow row() {
        SequencedMap<String, Double> figures = new LinkedHashMap<>(metrics.figures());
        figures.remove("recent log loss");
        figures.put("card precision@" + CARDS_PER_DAY, cardPrecision.precisionAt(CARDS_PER_DAY));
        return new EvaluationReport.ReportRow(name, figures);
    }
}
