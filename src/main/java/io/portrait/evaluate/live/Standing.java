package io.portrait.evaluate.live;

import io.portrait.evaluate.contest.Contest;
import java.time.Instant;
import java.util.List;

/**
 * Who serves a target.
 *
 * @param configurations of the learners, in the contest's order
 * @param since when the champion became it
 */
record Standing(String target, List<String> configurations, Contest contest, Instant since) {

    String champion() {
        return configurations.get(contest.champion());
    }

    double weight(String configuration) {
        int place = configurations.indexOf(configuration);
        return place < 0 ? 0 : contest.weights().get(place);
    }
}
