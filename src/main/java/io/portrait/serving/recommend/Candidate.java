package io.portrait.serving.recommend;

import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.model.nextitem.Reason;
import io.portrait.model.nextitem.ScoredItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A scored item with its catalog data and the interest controls that apply to it.
 *
 * @param topics those of the catalog; for an item that is not in the catalog those of its events
 * @param controls the controls of the item's topics
 */
record Candidate(ScoredItem scoredItem, List<Topic> topics, List<InterestControl> controls) {

    /** A candidate without a score. */
    static Candidate cold(Item item, List<InterestControl> allControls) {
        return of(new ScoredItem(item.id(), 0, item.topics(), List.of()), Optional.of(item), allControls);
    }

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

    ItemId item() {
        return scoredItem.item();
    }

    Candidate withReasons(List<Reason> reasons) {
        return new Candidate(scoredItem.withReasons(reasons), topics, controls);
    }

    /** The probability multiplied by the factors of the controls. */
    double score() {
        double score = scoredItem.probability();
        for (InterestControl control : controls) {
            score *= control.action().factor();
        }
        return score;
    }

    /** A check that no control excludes the item. */
    boolean isAllowed() {
        return controls.stream().allMatch(control -> control.action().factor() > 0);
    }

    /** A check whether the model has scored the item, because somebody has interacted with it. */
    boolean isScored() {
        return scoredItem.probability() > 0;
    }

    /** A check whether the item is in a category; always true without one. */
    boolean isIn(Optional<Topic> category) {
        return category.map(this::hasTopic).orElse(true);
    }

    private boolean hasTopic(Topic topic) {
        return topics.stream().anyMatch(ownTopic -> InterestControl.covers(topic, ownTopic));
    }

    /** The Jaccard index of the topics of two candidates; 0 if neither has topics. */
    double topicSimilarity(Candidate other) {
        int common = 0;
        for (Topic topic : topics) { // no stream: called two thousand times per list
            common += other.topics.contains(topic) ? 1 : 0;
        }
        int union = topics.size() + other.topics.size() - common;
        return union == 0 ? 0 : (double) common / union;
    }

    /** Each control becomes a reason with the change that it makes, so that the reasons still sum to the score. */
    RankedItem toRankedItem() {
        List<Reason> reasons = new ArrayList<>(scoredItem.reasons());
        double score = scoredItem.probability();
        for (InterestControl control : controls) {
            double adjusted = score * control.action().factor();
            reasons.add(new Reason.TopicReason(control.topic(), adjusted - score));
            score = adjusted;
        }
        reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
        return new RankedItem(scoredItem.item(), score, scoredItem.probability(), null, reasons);
    }
}
