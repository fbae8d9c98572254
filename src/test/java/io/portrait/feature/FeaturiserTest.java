package io.portrait.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.catalog.Item;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeaturiserTest {

    private static final String NOON = "2026-11-23T12:00:00Z";
    private static final Item LAMP =
            Events.item(List.of("home", "home/lighting", "garden", "garden/night", "garden/path"), null, 20.0);

    @ParameterizedTest
    @MethodSource("io.portrait.feature.Events#behaviours")
    void sharesAnEventsWeightOutOnEachLevel(Behaviour behaviour) {
        Features features = Featuriser.featurise(Events.event(behaviour, NOON), LAMP);
        double engagement = Math.abs(Engagement.of(behaviour));
        assertThat(total(features, Topic::isFirstLevel)).isEqualTo(engagement, within(1e-15));
        assertThat(total(features, topic -> !topic.isFirstLevel())).isEqualTo(engagement, within(1e-15));
    }

    private static double total(Features features, Predicate<Topic> level) {
        return features.interests().stream()
                .filter(interest -> level.test(interest.topic()))
                .mapToDouble(interest -> Math.abs(interest.weight()))
                .sum();
    }

    @Test
    void speaksForEachTopicOfALevelAlike() {
        assertThat(Featuriser.featurise(Events.event(new Behaviour.Dislike(), NOON), LAMP)
                        .interests())
                .containsExactly(
                        new TopicWeight(new Topic("home"), -0.4),
                        new TopicWeight(new Topic("home/lighting"), -0.8 / 3),
                        new TopicWeight(new Topic("garden"), -0.4),
                        new TopicWeight(new Topic("garden/night"), -0.8 / 3),
                        new TopicWeight(new Topic("garden/path"), -0.8 / 3));
    }

    @Test
    void makesAnExampleOfTheEngagement() {
        Event event = Events.event(new Behaviour.Click(), NOON);
        assertThat(Featuriser.featurise(event, LAMP).engagement())
                .contains(new Example(FeatureSchema.features(event, LAMP), 0.3, 1));
    }

    @Test
    void learnsNothingOfAnUnknownOrDeletedItem() {
        Event event = Events.event(new Behaviour.Purchase(5), NOON);
        assertThat(Featuriser.featurise(event, null)).isEqualTo(Features.NONE);
        assertThat(Featuriser.featurise(event, Events.deletedItem())).isEqualTo(Features.NONE);
    }

    @Test
    void learnsOfAnItemWithoutTopicsAllTheSame() {
        Features features =
                Featuriser.featurise(Events.event(new Behaviour.Purchase(5), NOON), Events.item(List.of(), null, null));
        assertThat(features.interests()).isEmpty();
        assertThat(features.engagement()).isPresent();
    }

    @Test
    void neverSpeaksForATopicWithMoreThanOneEvent() {
        Topic topic = new Topic("home");
        assertThat(new TopicWeight(topic, -1).weight()).isEqualTo(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicWeight(topic, 1.01));
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicWeight(topic, Double.NaN));
    }
}
