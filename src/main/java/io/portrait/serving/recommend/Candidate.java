package io.portrait.serving.recommend;

import io.portrait.catalog.Item;
import io.portrait.kernel.Topic;
import io.portrait.model.nextitem.Reason;
import io.portrait.model.nextitem.ScoredItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A suggestion in the light of the catalogue and of what the person has said.
 *
 * @param topics as the catalogue has them; of an item that only events know, what these have told
 * @param controls those that touch it
 */
record Candidate(ScoredItem scoredItem, List<Topic> topics, List<InterestControl> controls) {

    static Candidate of(ScoredItem scoredItem, Optional<Item> catalogItem, List<InterestControl> allControls) {
        List<Topic> topics = catalogItem.map(Item::topics).orElse(scoredItem.topics());
        List<InterestControl> matchingControls = allControls.isEmpty() ? allControls : matching(topics, allControls);
        return new Candidate(scoredItem, topics, matchingControls);
    }

    private static List<InterestControl> matching(List<Topic> topics, List<InterestControl> allControls) {
        return allControls.stream()
                .filter(control -> topics.stream().anyMatch(control::appliesTo))
                .toList();
    }

    double score() {
        double score = scoredItem.probability();
        for (InterestControl control : controls) {
            score *= control.action().factor();
        }
        return score;
    }

    boolean isAllowed() {
        return score() > 0;
    }

    boolean hasTopic(Topic topic) {
        return topics.stream().anyMatch(ownTopic -> InterestControl.covers(topic, ownTopic));
    }

    /** How much two are about the same: the Jaccard index of their topics. */
    double topicSimilarity(Candidate other) {
        int common = 0;
        for (Topic topic : topics) { // two thousand times a list: no stream
            common += other.topics.contains(topic) ? 1 : 0;
        }
        int allControls = topics.size() + other.topics.size() - common;
        return allControls == 0 ? 0 : (double) common / allControls;
    }

    /** A correction adds what it changes, so that the reasons still add up to the score. */
    RankedItem toRankedItem() {
        List<Reason> reasons = new ArrayList<>(scoredItem.reasons());
        double score = scoredItem.probability();
        for (InterestControl control : controls) {
            double adjusted = score * control.action().factor();
            reasons.add(new Reason.TopicReason(control.topic(), adjusted - score));
            score = adjusted;
        }
        reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
        return new RankedItem(scoredItem.item(), score, scoredItem.probability(), reasons);
    }
}
