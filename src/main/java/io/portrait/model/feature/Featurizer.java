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

    /** Distributes the engagement equally over the topics of each level. */
    private static List<TopicWeight> interests(List<Topic> topics, double engagement) {
        long firstLevel = topics.stream().filter(Topic::isFirstLevel).count();
        long deeper = topics.size() - firstLevel;
        return topics.stream()
                .map(topic -> new TopicWeight(topic, engagement / (topic.isFirstLevel() ? firstLevel : deeper)))
                .toList();
    }
}
