package io.portrait.model.feature;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The computation of features from an event and its item. Pure; O(number of topics). */
public final class Featurizer {

    private Featurizer() {}

    /**
     * The features of an event.
     *
     * @param item the revision at the arrival of the event; null if the item is unknown
     */
    public static EventFeatures featurize(Event event, @Nullable Item item) {
        if (item == null || item.deleted()) {
            return EventFeatures.NONE;
        }
        double engagement = Engagement.of(event.payload());
        Example example = new Example(FeatureSchema.features(event, item), engagement, 1);
        return new EventFeatures(interests(item.topics(), engagement), Optional.of(example));
    }

    /**
     * Distributes the engagement equally over the leaves, and gives each topic the sum of the leaves below it. So a topic
     * never weighs less than a topic below it, and the weights of a level sum to the engagement at most.
     */
    private static List<TopicWeight> interests(List<Topic> topics, double engagement) {
        List<Topic> leaves = topics.stream()
                .filter(topic -> topics.stream().noneMatch(topic::isAbove))
                .toList();
        return topics.stream()
                .map(topic -> new TopicWeight(topic, engagement * leavesOf(topic, leaves) / leaves.size()))
                .toList();
    }

    private static long leavesOf(Topic topic, List<Topic> leaves) {
        return leaves.stream()
                .filter(leaf -> leaf.equals(topic) || topic.isAbove(leaf))
                .count();
    }
}
