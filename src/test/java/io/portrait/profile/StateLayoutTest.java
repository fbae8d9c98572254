package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.feature.FeatureSchema;
import io.portrait.ingest.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateLayoutTest {

    private static final StateLayout LAYOUT = new StateLayout(List.of("batch-mean", "rls"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 63, 64, 65, 66, 300, 2_000})
    void readsWhatItWroteBitForBit(int events) {
        for (long seed = 0; seed < 10; seed++) {
            byte[] written = LAYOUT.write(state(seed, events));
            UserState read = LAYOUT.read(Histories.ANN, written);
            assertThat(LAYOUT.write(read)).isEqualTo(written);
        }
    }

    @Test
    void readsAStateThatGoesOnAsTheWrittenOneWould() {
        UserState state = state(1, 200);
        UserState read = LAYOUT.read(Histories.ANN, LAYOUT.write(state));
        List<Event> more = Histories.events(2, 200, 365);
        assertThat(LAYOUT.write(Histories.apply(read, more, 8)))
                .isEqualTo(LAYOUT.write(Histories.apply(state, more, 8)));
    }

    @Test
    void readsEveryPart() {
        UserState state = state(1, 200);
        UserState read = LAYOUT.read(Histories.ANN, LAYOUT.write(state));
        assertThat(read.user).isEqualTo(state.user);
        assertThat(read.eventsSeen).isEqualTo(200);
        assertThat(read.lastPosition).isEqualTo(200);
        assertThat(read.lastEpoch).isEqualTo(7);
        assertThat(read.updatedAt).isEqualTo(Histories.NOW);
        assertThat(read.activity).usingRecursiveComparison().isEqualTo(state.activity);
        assertThat(read.interests.all()).isNotEmpty().isEqualTo(state.interests.all());
        assertThat(read.cells).isNotEmpty().isEqualTo(state.cells);
        assertThat(read.models).hasSize(2).isEqualTo(state.models);
    }

    @Test
    void startsWithItsTwoVersions() {
        byte[] written = LAYOUT.write(state(1, 1));
        StateReader in = new StateReader(written);
        assertThat(in.whole()).isEqualTo(StateLayout.VERSION);
        assertThat(in.whole()).isEqualTo(FeatureSchema.VERSION);
    }

    @Test
    void refusesAnUnknownLayoutAndSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LAYOUT.read(Histories.ANN, versions(StateLayout.VERSION + 1, FeatureSchema.VERSION)))
                .withMessageContainingAll("ann", "layout version 4", "knows 3", "--portrait.profiles.rebuild=true");
    }

    @Test
    void refusesAnUnknownFeatureSchemaAndSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LAYOUT.read(Histories.ANN, versions(StateLayout.VERSION, FeatureSchema.VERSION - 1)))
                .withMessageContainingAll("ann", "feature schema version", "--portrait.profiles.rebuild=true");
    }

    /** A row with these versions that is right in everything else. */
    private static byte[] versions(int layout, int schema) {
        byte[] bytes = LAYOUT.write(state(1, 10));
        bytes[0] = (byte) (2 * layout);
        bytes[1] = (byte) (2 * schema);
        return bytes;
    }

    @Test
    void refusesTheStateOfAnotherLearner() {
        byte[] written = LAYOUT.write(state(1, 10));
        StateLayout swapped = new StateLayout(List.of("rls", "batch-mean"));
        assertThatIllegalStateException()
                .isThrownBy(() -> swapped.read(Histories.ANN, written))
                .withMessageContaining("stored state is of batch-mean");
    }

    @Test
    void namesInItsFingerprintWhatRowsDependOn() {
        assertThat(new StateLayout(List.of("rls")).fingerprint())
                .isEqualTo(
                        "layout 3, features 1, learners [rls(dimensions=13,forgetting=0.999,ridge=1.0,windupLimit=10.0)]");
        assertThat(LAYOUT.fingerprint()).isNotEqualTo(new StateLayout(List.of("rls")).fingerprint());
    }

    @Test
    void keepsARowWithinAPageOfPostgres() {
        assertThat(LAYOUT.write(state(1, 2_000))).hasSizeLessThan(8_160);
    }

    private static UserState state(long seed, int events) {
        UserState state = LAYOUT.fresh(Histories.ANN);
        List<Event> history = Histories.events(seed, events, 365);
        Histories.apply(state, history.subList(0, events / 2), 6);
        return Histories.apply(state, history.subList(events / 2, events), 7);
    }
}
