package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicCataloguesTest {

    private static final CatalogueVersion FIRST = version(1, 0, "home");
    private static final CatalogueVersion SECOND = version(2, 10, "home", "garden");
    private static final CatalogueVersion THIRD = version(3, 12, "home", "garden", "toys");
    private static final List<CatalogueVersion> ALL = List.of(FIRST, SECOND, THIRD);

    @Test
    void exposeNothingBeforeAnythingIsFrozen() {
        assertThat(TopicCatalogues.inEffect(List.of(), 100)).isEqualTo(CatalogueVersion.NONE);
        assertThat(TopicCatalogues.inEffect(List.of(SECOND), 9).topics()).isEmpty();
    }

    @Test
    void keepAVersionUntilTheNextTakesEffect() {
        assertThat(TopicCatalogues.inEffect(ALL, 0)).isEqualTo(FIRST);
        assertThat(TopicCatalogues.inEffect(ALL, 9)).isEqualTo(FIRST);
        assertThat(TopicCatalogues.inEffect(ALL, 10)).isEqualTo(SECOND);
        assertThat(TopicCatalogues.inEffect(ALL, 11)).isEqualTo(SECOND);
        assertThat(TopicCatalogues.inEffect(ALL, 12)).isEqualTo(THIRD);
        assertThat(TopicCatalogues.inEffect(ALL, Long.MAX_VALUE)).isEqualTo(THIRD);
    }

    @Test
    void takeTheLaterOfTwoThatTakeEffectTogether() {
        CatalogueVersion also = version(3, 10, "home", "garden", "toys");
        assertThat(TopicCatalogues.inEffect(List.of(FIRST, SECOND, also), 10)).isEqualTo(also);
    }

    @Test
    void areNotOverwritableThroughTheirLists() {
        List<Topic> topics = new ArrayList<>(List.of(new Topic("home")));
        CatalogueVersion version = new CatalogueVersion(1, 0, Instant.EPOCH, topics);
        topics.add(new Topic("garden"));
        assertThat(version.topics()).containsExactly(new Topic("home"));
    }

    private static CatalogueVersion version(int number, long effective, String... topics) {
        return new CatalogueVersion(
                number,
                effective,
                Instant.EPOCH,
                Arrays.stream(topics).map(Topic::new).toList());
    }
}
