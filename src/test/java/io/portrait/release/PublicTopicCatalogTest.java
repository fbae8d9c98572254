package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicTopicCatalogTest {

    private static final TopicCatalogVersion FIRST = version(1, 0, "home");
    private static final TopicCatalogVersion SECOND = version(2, 10, "home", "garden");
    private static final TopicCatalogVersion THIRD = version(3, 12, "home", "garden", "toys");
    private static final List<TopicCatalogVersion> ALL = List.of(FIRST, SECOND, THIRD);

    @Test
    void hasNoTopicsBeforeTheFirstVersion() {
        assertThat(PublicTopicCatalog.inEffect(List.of(), 100)).isEqualTo(TopicCatalogVersion.NONE);
        assertThat(PublicTopicCatalog.inEffect(List.of(SECOND), 9).topics()).isEmpty();
    }

    @Test
    void keepsAVersionUntilTheNextTakesEffect() {
        assertThat(PublicTopicCatalog.inEffect(ALL, 0)).isEqualTo(FIRST);
        assertThat(PublicTopicCatalog.inEffect(ALL, 9)).isEqualTo(FIRST);
        assertThat(PublicTopicCatalog.inEffect(ALL, 10)).isEqualTo(SECOND);
        assertThat(PublicTopicCatalog.inEffect(ALL, 11)).isEqualTo(SECOND);
        assertThat(PublicTopicCatalog.inEffect(ALL, 12)).isEqualTo(THIRD);
        assertThat(PublicTopicCatalog.inEffect(ALL, Long.MAX_VALUE)).isEqualTo(THIRD);
    }

    @Test
    void usesTheLaterOfTwoVersionsWithTheSameEpoch() {
        TopicCatalogVersion simultaneous = version(3, 10, "home", "garden", "toys");
        assertThat(PublicTopicCatalog.inEffect(List.of(FIRST, SECOND, simultaneous), 10))
                .isEqualTo(simultaneous);
    }

    @Test
    void copiesTheListOfTopics() {
        List<Topic> topics = new ArrayList<>(List.of(new Topic("home")));
        TopicCatalogVersion version = new TopicCatalogVersion(1, 0, Instant.EPOCH, topics);
        topics.add(new Topic("garden"));
        assertThat(version.topics()).containsExactly(new Topic("home"));
    }

    private static TopicCatalogVersion version(int number, long effective, String... topics) {
        return new TopicCatalogVersion(
                number,
                effective,
                Instant.EPOCH,
                Arrays.stream(topics).map(Topic::new).toList());
    }
}
