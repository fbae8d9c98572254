package io.portrait.evaluate.fraud;

import io.portrait.evaluate.metric.CardPrecision;
import io.portrait.evaluate.metric.Scorecard;
import io.portrait.evaluate.task.Report;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The measures of one learner. Mutable. */
final class FraudScores {

    private static final int CARDS_A_DAY = 100;

    private final String name;
    private final Scorecard scorecard = Scorecard.ofProbabilities();
    private final CardPrecision cards = new CardPrecision();

    FraudScores(String name) {
        this.name = name;
    }

    void add(long day, int card, double probability, double target) {
        scorecard.add(probability, target);
        cards.add(day, card, probability, target == 1);
    }

    Report.Row row() {
        SequencedMap<String, Double> figures = new LinkedHashMap<>(scorecard.figures());
        figures.remove("recent log loss");
        figures.put("card precision@" + CARDS_A_DAY, cards.at(CARDS_A_DAY));
        return new Report.Row(name, figures);
    }
}
