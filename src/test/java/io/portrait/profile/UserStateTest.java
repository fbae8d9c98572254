package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.Traits;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserStateTest {

    private static final UserStateCodec CODEC_WITHOUT_LEARNERS =
            new UserStateCodec(List.of(), RandomHistories.SESSION_GAP);

    /**
     * Positions, arrival time and epoch are the same in each order, so the states must be identical; over a year and
     * over half a century.
     */
    @ParameterizedTest
    @ValueSource(longs = {3, 365, 18_000})
    void isBitIdenticalInAnyOrderOfArrival(long spanDays) {
        List<Event> events = RandomHistories.events(1, 300, spanDays);
        byte[] expected = bytes(RandomHistories.apply(fresh(), events, 7));
        Random random = new Random(20261123);
        for (int shuffle = 0; shuffle < 200; shuffle++) {
            Collections.shuffle(events, random);
            assertThat(bytes(RandomHistories.apply(fresh(), events, 7))).isEqualTo(expected);
        }
    }

    /** The arrival epoch is part of an entry. Within an epoch the order makes no difference. */
    @Test
    void hasTheSameContributionsInAnyOrderWithinAnEpoch() {
        List<List<Event>> epochs = List.of(
                RandomHistories.events(1, 60, 30),
                RandomHistories.events(2, 60, 30),
                RandomHistories.events(3, 60, 30));
        UserState expected = inEpochs(epochs);
        assertThat(RandomHistories.contributionsByEpoch(expected)).containsOnlyKeys(11L, 12L);
        Random random = new Random(20261123);
        for (int shuffle = 0; shuffle < 200; shuffle++) {
            epochs.forEach(events -> Collections.shuffle(events, random));
            UserState state = inEpochs(epochs);
            assertThat(RandomHistories.contributionsByEpoch(state))
                    .isEqualTo(RandomHistories.contributionsByEpoch(expected));
            assertThat(bytes(state)).isEqualTo(bytes(expected));
        }
    }

    private static UserState inEpochs(List<List<Event>> epochs) {
        UserState state = fresh();
        for (int i = 0; i < epochs.size(); i++) {
            RandomHistories.apply(state, epochs.get(i), 10 + i);
        }
        return state;
    }

    /** Shows that the comparison can fail: an event less, or at another time, gives another state. */
    @Test
    void differsForDifferentEvents() {
        List<Event> events = RandomHistories.events(1, 300, 365);
        byte[] all = bytes(RandomHistories.apply(fresh(), events, 7));
        assertThat(bytes(RandomHistories.apply(fresh(), events.subList(1, events.size()), 7)))
                .isNotEqualTo(all);
        List<Event> other = new ArrayList<>(events);
        other.set(0, RandomHistories.events(2, 1, 365).getFirst());
        assertThat(bytes(RandomHistories.apply(fresh(), other, 7))).isNotEqualTo(all);
    }

    @Test
    void countsEveryEventOnceInEachOfItsCounts() {
        UserState state = RandomHistories.apply(fresh(), RandomHistories.events(1, 300, 365), 7);
        assertThat(state.eventsSeen()).isEqualTo(300);
        assertThat(state.applied().lastPosition()).isEqualTo(300);
        for (long[] counts : List.of(state.activity().byType, state.activity().byHour, state.activity().byChannel)) {
            assertThat(counts)
                    .satisfies(all -> assertThat(Arrays.stream(all).sum()).isEqualTo(300));
        }
    }

    @Test
    void contributesFirstLevelTopicsOnly() {
        UserState state = RandomHistories.apply(fresh(), RandomHistories.events(1, 300, 365), 7);
        Map<Long, EpochContribution> cells = RandomHistories.contributionsByEpoch(state);
        assertThat(cells).containsOnlyKeys(7L);
        assertThat(cells.values())
                .allSatisfy(contribution ->
                        assertThat(contribution.sums().keySet()).allMatch(topic -> topic.isFirstLevel()));
        assertThat(state.interests().all().keySet()).anyMatch(topic -> !topic.isFirstLevel());
    }

    @Test
    void trainsEveryLearnerOnTheSameExamples() {
        UserState state = new UserStateCodec(List.of("rls", "batch-mean"), RandomHistories.SESSION_GAP)
                .newState(RandomHistories.ANN);
        RandomHistories.apply(state, RandomHistories.events(1, 100, 30), 7);
        long examples = state.models().getFirst().losses().examples();
        assertThat(examples).isBetween(50L, 100L);
        assertThat(state.models()).allSatisfy(model -> {
            assertThat(model.losses().examples()).isEqualTo(examples);
            assertThat(model.model().state().examples()).isEqualTo(examples);
        });
    }

    /** An identity event that names an item is no behaviour, so it leaves traits and nothing else. */
    @Test
    void anIdentityEventTeachesNothing() {
        UserState state =
                new UserStateCodec(List.of("batch-mean"), RandomHistories.SESSION_GAP).newState(RandomHistories.ANN);
        EventPayload payload = new EventPayload.Identify(new Traits(new TreeMap<>(Map.of("plan", "\"pro\""))), null);
        for (int item = 0; item < 20; item++) {
            Event event = new Event(
                    RandomHistories.ANN,
                    new MessageId("i-" + item),
                    RandomHistories.NOW,
                    payload,
                    new ItemId("item-" + item),
                    Event.Origin.UNKNOWN,
                    null);
            RandomHistories.apply(state, List.of(event), 7);
        }
        assertThat(state.traits().current()).containsOnlyKeys("plan");
        assertThat(state.activity().isEmpty()).isTrue();
        assertThat(state.interests().all()).isEmpty();
        assertThat(state.contributions()).isEmpty();
        assertThat(state.models().getFirst().losses().examples()).isZero();
    }

    private static UserState fresh() {
        return CODEC_WITHOUT_LEARNERS.newState(RandomHistories.ANN);
    }

    private static byte[] bytes(UserState state) {
        return CODEC_WITHOUT_LEARNERS.write(state);
    }
}
