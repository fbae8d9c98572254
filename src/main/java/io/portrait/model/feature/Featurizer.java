package io.portrait.model.feature;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns an event and the item it met into what can be learned from them. Pure; O(number of topics). */
public final class Featurizer {

    private Featurizer() {}

    /**
     * What the event says.
     *
     * @param item the revision that the event met; null where it met none, or a deleted one
     */
    public static EventFeatures featurize(Event event, @Nullable Item item) {
        if (item == null || item.deleted()) {
            return EventFeatures.NONE;
        }
        double engagement = Engagement.of(event.payload());
        Example example = new Example(FeatureSchema.features(event, item), engagement, 1);
        return new EventFeatures(interests(item.topics(), engagement), Optional.of(example));
    }

    /** An event's weight is shared evenly by the item's topics of a level. */
    private static List<TopicWeight> interests(List<Topic> topics, double engagement) {
        long firstLevel = topics.stream().filter(Topic::isFirstLevel).count();
        long deeper = topics.size() - firstLevel;
        return topics.stream()
                .map(topic -> new TopicWeight(topic, engagement / (topic.isFirstLevel() ? firstLevel : deeper)))
                .toList();
    }
}
