package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicIndexTest {

    private static final int ITEM = 40;

    private final TopicIndex index = new TopicIndex();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 16})
    void sumsTheValuesOfAllTopicsOfAnItem(int topicCount) {
        index.setTopics(ITEM - 1, topics(2), 1);
        index.setTopics(ITEM, topics(topicCount), 1);
        double[] valuesByTopic =
                IntStream.rangeClosed(0, 16).mapToDouble(i -> i).toArray();
        assertThat(index.sumOverTopics(ITEM, valuesByTopic)).isEqualTo(topicCount * (topicCount + 1) / 2.0);
        assertThat(index.sumOverTopics(ITEM - 1, valuesByTopic)).isEqualTo(3);
        assertThat(index.sumOverTopics(ITEM + 1_000, valuesByTopic)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void removesAnItem(int topicCount) {
        index.setTopics(ITEM, topics(topicCount), 1);
        index.remove(ITEM, 1);
        assertThat(index.sumOverTopics(ITEM, new double[] {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}))
                .isZero();
    }

    private static List<Topic> topics(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Topic("topic-" + i)).toList();
    }
}
