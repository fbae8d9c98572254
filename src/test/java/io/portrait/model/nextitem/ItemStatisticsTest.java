package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Topic;
import io.portrait.model.nextitem.NextItemConfig.Capacity;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The part of one person, and of the ids behind one write key, in the statistics that all users share. */
class ItemStatisticsTest {

    private static final Offset<Double> ROUNDING = within(1e-9);

    /** The decay in one step. */
    private static final Offset<Double> ONE_STEP = within(1e-3);

    private static final int TARGET = 90;
    private static final int OTHER = 91;
    private static final List<Topic> TOPICS = List.of(new Topic("toys"));

    private final NextItemConfig config = NextItemConfig.defaults();
    private final ItemStatistics statistics = new ItemStatistics(config);

    private UserSequence person() {
        return new UserSequence(config.capacity());
    }

    private void interact(UserSequence person, int item) {
        person.append(item, statistics.learn(item, TOPICS, person));
    }

    /** 40 persons with 5 items each. */
    private void background() {
        for (int i = 0; i < 40; i++) {
            UserSequence person = person();
            IntStream.range(i % 10, i % 10 + 5).forEach(item -> interact(person, item));
        }
    }

    @Test
    void aThousandEventsOfOnePersonCountLikeOne() {
        ItemStatistics once = new ItemStatisticsTest().attacked(1);
        ItemStatistics often = new ItemStatisticsTest().attacked(500);
        for (int item : new int[] {0, 5, TARGET, OTHER}) {
            assertThat(often.popularity.weight(item)).isCloseTo(once.popularity.weight(item), ONE_STEP);
            assertThat(often.recentPopularity.weight(item)).isCloseTo(once.recentPopularity.weight(item), ONE_STEP);
        }
        assertThat(often.popularity.total()).isCloseTo(once.popularity.total(), ONE_STEP);
        assertThat(often.topicIndex.popularity(0)).isCloseTo(once.topicIndex.popularity(0), ONE_STEP);
        assertThat(often.steps()).isEqualTo(once.steps());
        assertThat(pair(often, OTHER, TARGET)).isPositive().isCloseTo(pair(once, OTHER, TARGET), ONE_STEP);
    }

    /** The statistics after one person has gone to and fro between two items. */
    private ItemStatistics attacked(int times) {
        background();
        UserSequence attacker = person();
        for (int i = 0; i < times; i++) {
            interact(attacker, OTHER);
            interact(attacker, TARGET);
        }
        return statistics;
    }

    private static double pair(ItemStatistics statistics, int earlier, int later) {
        return Objects.requireNonNull(statistics.transitions.row(earlier)).weightOf(later);
    }

    @Test
    void everyIdCountsOnceSoTheShareOfSomeIdsIsBounded() {
        background();
        double others = statistics.popularity.total();
        for (int i = 0; i < 25; i++) {
            interact(person(), TARGET);
        }
        double share = statistics.popularity.weight(TARGET) / statistics.popularity.total();
        assertThat(share).isCloseTo(25 / (others + 25), within(0.001));
    }

    @Test
    void aPersonCountsForNoMoreItemsThanAreStored() {
        background();
        double before = statistics.popularity.total();
        long stepsBefore = statistics.steps();
        Capacity few = new Capacity(100, 50_000, 200, 50, 60);
        UserSequence attacker = new UserSequence(few);
        IntStream.range(100, 1_100).forEach(item -> interact(attacker, item));
        assertThat(statistics.popularity.total() - before).isBetween(59.0, 61.0);
        assertThat(statistics.steps() - stepsBefore).isEqualTo(60);
    }

    @Test
    void aPersonWhoComesBackCountsAsOfNow() {
        UserSequence person = person();
        interact(person, TARGET);
        background();
        double decayed = statistics.popularity.weight(TARGET);
        interact(person, OTHER);
        interact(person, TARGET);
        double present = statistics.popularity.weight(OTHER);
        assertThat(statistics.popularity.weight(TARGET))
                .isCloseTo(present, ROUNDING)
                .isGreaterThan(decayed);
    }

    @Test
    void aPairCountsWhenTheSecondItemFirstFollowsTheFirst() {
        UserSequence person = person();
        List.of(1, 2, 1, 3, 1, 2, 3).forEach(item -> interact(person, item));
        assertThat(pair(statistics, 1, 2)).isPositive();
        assertThat(pair(statistics, 2, 1)).isPositive();
        assertThat(pair(statistics, 3, 1)).isPositive();
        UserSequence once = person();
        ItemStatistics reference = new ItemStatistics(config);
        List.of(1, 2).forEach(item -> once.append(item, reference.learn(item, TOPICS, once)));
        assertThat(pair(statistics, 1, 2)).isCloseTo(pair(reference, 1, 2), within(1e-6));
    }
}
