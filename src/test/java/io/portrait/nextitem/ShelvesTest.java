package io.portrait.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShelvesTest {

    private static final int PLACE = 40;

    private final Shelves shelves = new Shelves();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 16})
    void addsUpWhatAllTopicsOfAPlaceComeTo(int topics) {
        shelves.put(PLACE - 1, named(2), 1);
        shelves.put(PLACE, named(topics), 1);
        double[] byTopic = IntStream.rangeClosed(0, 16).mapToDouble(i -> i).toArray();
        assertThat(shelves.sum(PLACE, byTopic)).isEqualTo(topics * (topics + 1) / 2.0);
        assertThat(shelves.sum(PLACE - 1, byTopic)).isEqualTo(3);
        assertThat(shelves.sum(PLACE + 1_000, byTopic)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void forgetsAPlace(int topics) {
        shelves.put(PLACE, named(topics), 1);
        shelves.forget(PLACE, 1);
        assertThat(shelves.sum(PLACE, new double[] {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}))
                .isZero();
    }

    private static List<Topic> named(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Topic("topic-" + i)).toList();
    }
}
