package io.portrait.monitoring;

import io.portrait.evaluation.champion.ChampionSelection;
import java.time.Instant;
import java.util.List;

/**
 * The champion of a target, with the state of its selection.
 *
 * @param configurations the configurations of the learners, in the order of the selection
 * @param since since when the champion is the champion
 */
record ChampionState(String target, List<String> configurations, ChampionSelection selection, Instant since) {

    String champion() {
        return configurations.get(selection.champion());
    }

    double weight(String configuration) {
        int index = configurations.indexOf(configuration);
        return index < 0 ? 0 : selection.weights().get(index);
    }
}
