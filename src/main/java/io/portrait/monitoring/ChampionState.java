package io.portrait.monitoring;

import io.portrait.evaluation.champion.ChampionSelection;
import java.time.Instant;
import java.util.List;

/**
 * Who serves a target.
 *
 * @param configurations of the learners, in the contest's order
 * @param since when the champion became it
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
