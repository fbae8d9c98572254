package io.portrait.model.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeaturizerTest {

    private static final String NOON = "2026-11-23T12:00:00Z";
    private static final Item LAMP =
            SampleEvents.item(List.of("home", "home/lighting", "garden", "garden/night", "garden/path"), null, 20.0);

    @ParameterizedTest
    @MethodSource("io.portrait.model.feature.SampleEvents#payloads")
    void distributesTheWeightOfAnEventOnEachLevel(EventPayload payload) {
        EventFeatures features = Featurizer.featurize(SampleEvents.event(payload, NOON), LAMP);
        double engagement = Math.abs(Engagement.of(payload));
        assertThat(total(features, Topic::isFirstLevel)).isEqualTo(engagement, within(1e-15));
        assertThat(total(features, topic -> !topic.isFirstLevel())).isEqualTo(engagement, within(1e-15));
    }

    private static double total(EventFeatures features, Predicate<Topic> level) {
        return features.interests().stream()
                .filter(interest -> level.test(interest.topic()))
                .mapToDouble(interest -> Math.abs(interest.weight()))
                .sum();
    }

    @Test
    void weighsLeavesEquallyAndATopicAsTheLeavesBelowIt() {
        assertThat(Featurizer.featurize(SampleEvents.event(new EventPayload.Dislike(), NOON), LAMP)
                        .interests())
                .containsExactly(
                        new TopicWeight(new Topic("home"), -0.8 / 3),
                        new TopicWeight(new Topic("home/lighting"), -0.8 / 3),
                        new TopicWeight(new Topic("garden"), -0.8 * 2 / 3),
                        new TopicWeight(new Topic("garden/night"), -0.8 / 3),
                        new TopicWeight(new Topic("garden/path"), -0.8 / 3));
    }

    /** Two categories of different depth: each of them takes half, and so does the parent of the deeper one. */
    @Test
    void aTopicWeighsAtLeastAsMuchAsTheTopicsBelowIt() {
        Item item = SampleEvents.item(List.of("home", "home/lighting", "garden"), null, 20.0);
        assertThat(Featurizer.featurize(SampleEvents.event(new EventPayload.Purchase(Money.of("5")), NOON), item)
                        .interests())
                .containsExactly(
                        new TopicWeight(new Topic("home"), 0.5),
                        new TopicWeight(new Topic("home/lighting"), 0.5),
                        new TopicWeight(new Topic("garden"), 0.5));
    }

    @Test
    void createsATrainingExample() {
        Event event = SampleEvents.event(new EventPayload.Click(), NOON);
        assertThat(Featurizer.featurize(event, LAMP).engagement())
                .contains(new Example(FeatureSchema.features(event, LAMP), 0.3, 1));
    }

    @Test
    void givesNothingForAnUnknownOrDeletedItem() {
        Event event = SampleEvents.event(new EventPayload.Purchase(Money.of("5")), NOON);
        assertThat(Featurizer.featurize(event, null)).isEqualTo(EventFeatures.NONE);
        assertThat(Featurizer.featurize(event, SampleEvents.deletedItem())).isEqualTo(EventFeatures.NONE);
    }

    @Test
    void givesAnExampleForAnItemWithoutTopics() {
        EventFeatures features = Featurizer.featurize(
                SampleEvents.event(new EventPayload.Purchase(Money.of("5")), NOON),
                SampleEvents.item(List.of(), null, null));
        assertThat(features.interests()).isEmpty();
        assertThat(features.engagement()).isPresent();
    }

    @Test
    void topicWeightsAreWithinOneEventWeight() {
        Topic topic = new Topic("home");
        assertThat(new TopicWeight(topic, -1).weight()).isEqualTo(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicWeight(topic, 1.01));
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicWeight(topic, Double.NaN));
    }
}
