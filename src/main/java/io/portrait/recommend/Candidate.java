package io.portrait.recommend;

import io.portrait.catalog.Item;
import io.portrait.kernel.Topic;
import io.portrait.nextitem.Reason;
import io.portrait.nextitem.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A suggestion in the light of the catalogue and of what the person has said.
 *
 * @param topics as the catalogue has them; of an item that only events know, what these have told
 * @param corrections those that touch it
 */
record Candidate(Suggestion suggestion, List<Topic> topics, List<Correction> corrections) {

    static Candidate of(Suggestion suggestion, Optional<Item> item, List<Correction> all) {
        List<Topic> topics = item.map(Item::topics).orElse(suggestion.topics());
        List<Correction> touching = all.isEmpty() ? all : touching(topics, all);
        return new Candidate(suggestion, topics, touching);
    }

    private static List<Correction> touching(List<Topic> topics, List<Correction> all) {
        return all.stream()
                .filter(correction -> topics.stream().anyMatch(correction::isAbout))
                .toList();
    }

    double score() {
        double score = suggestion.probability();
        for (Correction correction : corrections) {
            score *= correction.action().factor();
        }
        return score;
    }

    boolean isWanted() {
        return score() > 0;
    }

    boolean isAbout(Topic topic) {
        return topics.stream().anyMatch(own -> Correction.covers(topic, own));
    }

    /** How much two are about the same: the Jaccard index of their topics. */
    double likeness(Candidate other) {
        int common = 0;
        for (Topic topic : topics) { // two thousand times a list: no stream
            common += other.topics.contains(topic) ? 1 : 0;
        }
        int all = topics.size() + other.topics.size() - common;
        return all == 0 ? 0 : (double) common / all;
    }

    /** A correction adds what it changes, so that the reasons still add up to the score. */
    Recommended explained() {
        List<Reason> reasons = new ArrayList<>(suggestion.reasons());
        double score = suggestion.probability();
        for (Correction correction : corrections) {
            double corrected = score * correction.action().factor();
            reasons.add(new Reason.About(correction.topic(), corrected - score));
            score = corrected;
        }
        reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
        return new Recommended(suggestion.item(), score, suggestion.probability(), reasons);
    }
}
