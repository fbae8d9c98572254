package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserStateTest {

    private static final StateLayout NO_LEARNERS = new StateLayout(List.of());

    /** Positions, arrival time and epoch are the same in each order, so nothing may differ; a year, then half a century. */
    @ParameterizedTest
    @ValueSource(longs = {3, 365, 18_000})
    void isTheSameToTheLastByteInWhateverOrderTheEventsArrive(long spanDays) {
        List<Event> events = Histories.events(1, 300, spanDays);
        byte[] expected = bytes(Histories.apply(fresh(), events, 7));
        Random random = new Random(20261123);
        for (int shuffle = 0; shuffle < 200; shuffle++) {
            Collections.shuffle(events, random);
            assertThat(bytes(Histories.apply(fresh(), events, 7))).isEqualTo(expected);
        }
    }

    /** What arrives in which epoch is a fact of the arrival; within an epoch the order makes no difference. */
    @Test
    void hasTheSameCellsInWhateverOrderTheEventsOfAnEpochArrive() {
        List<List<Event>> epochs =
                List.of(Histories.events(1, 60, 30), Histories.events(2, 60, 30), Histories.events(3, 60, 30));
        UserState expected = inEpochs(epochs);
        assertThat(Histories.cellsByEpoch(expected)).containsOnlyKeys(11L, 12L);
        Random random = new Random(20261123);
        for (int shuffle = 0; shuffle < 200; shuffle++) {
            epochs.forEach(events -> Collections.shuffle(events, random));
            UserState state = inEpochs(epochs);
            assertThat(Histories.cellsByEpoch(state)).isEqualTo(Histories.cellsByEpoch(expected));
            assertThat(bytes(state)).isEqualTo(bytes(expected));
        }
    }

    private static UserState inEpochs(List<List<Event>> epochs) {
        UserState state = fresh();
        for (int i = 0; i < epochs.size(); i++) {
            Histories.apply(state, epochs.get(i), 10 + i);
        }
        return state;
    }

    /** The comparison must be able to fail: one event less, or one a moment later, is another state. */
    @Test
    void isAnotherStateForOtherEvents() {
        List<Event> events = Histories.events(1, 300, 365);
        byte[] all = bytes(Histories.apply(fresh(), events, 7));
        assertThat(bytes(Histories.apply(fresh(), events.subList(1, events.size()), 7)))
                .isNotEqualTo(all);
        List<Event> other = new ArrayList<>(events);
        other.set(0, Histories.events(2, 1, 365).getFirst());
        assertThat(bytes(Histories.apply(fresh(), other, 7))).isNotEqualTo(all);
    }

    @Test
    void countsEveryEventOnceInEachOfItsCounts() {
        UserState state = Histories.apply(fresh(), Histories.events(1, 300, 365), 7);
        assertThat(state.eventsSeen).isEqualTo(300);
        assertThat(state.lastPosition).isEqualTo(300);
        for (long[] counts : List.of(state.activity.byType, state.activity.byHour, state.activity.byChannel)) {
            assertThat(counts)
                    .satisfies(all -> assertThat(Arrays.stream(all).sum()).isEqualTo(300));
        }
    }

    @Test
    void exposesFirstLevelTopicsOnly() {
        UserState state = Histories.apply(fresh(), Histories.events(1, 300, 365), 7);
        Map<Long, ExposureCell> cells = Histories.cellsByEpoch(state);
        assertThat(cells).containsOnlyKeys(7L);
        assertThat(cells.values())
                .allSatisfy(cell -> assertThat(cell.sums().keySet()).allMatch(topic -> topic.isFirstLevel()));
        assertThat(state.interests.all().keySet()).anyMatch(topic -> !topic.isFirstLevel());
    }

    @Test
    void teachesEveryLearnerTheSameExamples() {
        UserState state = new StateLayout(List.of("rls", "batch-mean")).fresh(Histories.ANN);
        Histories.apply(state, Histories.events(1, 100, 30), 7);
        long examples = state.models.getFirst().progress().examples();
        assertThat(examples).isBetween(50L, 100L);
        assertThat(state.models).allSatisfy(model -> {
            assertThat(model.progress().examples()).isEqualTo(examples);
            assertThat(model.model().state().examples()).isEqualTo(examples);
        });
    }

    private static UserState fresh() {
        return NO_LEARNERS.fresh(Histories.ANN);
    }

    private static byte[] bytes(UserState state) {
        return NO_LEARNERS.write(state);
    }
}
