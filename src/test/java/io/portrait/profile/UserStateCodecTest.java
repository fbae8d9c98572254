package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.ingest.Event;
import io.portrait.model.feature.FeatureSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserStateCodecTest {

    private static final UserStateCodec CODEC =
            new UserStateCodec(List.of("batch-mean", "rls"), RandomHistories.SESSION_GAP);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 63, 64, 65, 66, 300, 2_000})
    void readsWhatItWroteBitForBit(int events) {
        for (long seed = 0; seed < 10; seed++) {
            byte[] written = CODEC.write(state(seed, events));
            UserState read = CODEC.read(RandomHistories.ANN, written);
            assertThat(CODEC.write(read)).isEqualTo(written);
        }
    }

    @Test
    void aReadStateLearnsOnLikeTheWrittenOne() {
        UserState state = state(1, 200);
        UserState read = CODEC.read(RandomHistories.ANN, CODEC.write(state));
        List<Event> more = RandomHistories.events(2, 200, 365);
        assertThat(CODEC.write(RandomHistories.apply(read, more, 8)))
                .isEqualTo(CODEC.write(RandomHistories.apply(state, more, 8)));
    }

    @Test
    void readsEveryPart() {
        UserState state = state(1, 200);
        UserState read = CODEC.read(RandomHistories.ANN, CODEC.write(state));
        assertThat(read.user()).isEqualTo(state.user());
        assertThat(read.eventsSeen()).isEqualTo(200);
        assertThat(read.applied().lastPosition()).isEqualTo(200);
        assertThat(read.applied().lastEpoch()).isEqualTo(7);
        assertThat(read.applied().updatedAt()).isEqualTo(RandomHistories.NOW);
        assertThat(read.activity())
                .usingRecursiveComparison()
                .ignoringFields("sessions", "money") // may have arrays of other lengths, or be encoded
                .isEqualTo(state.activity());
        assertThat(read.activity().sessions.estimate())
                .isEqualTo(state.activity().sessions.estimate());
        assertThat(MoneySummaries.of(read.activity().money(), MoneyProperties.NONE))
                .isEqualTo(MoneySummaries.of(state.activity().money(), MoneyProperties.NONE));
        assertThat(read.interests().all())
                .isNotEmpty()
                .isEqualTo(state.interests().all());
        assertThat(read.contributions()).isNotEmpty().isEqualTo(state.contributions());
        assertThat(read.models()).hasSize(2).isEqualTo(state.models());
    }

    @Test
    void startsWithItsTwoVersions() {
        byte[] written = CODEC.write(state(1, 1));
        StateReader in = new StateReader(written);
        assertThat(in.readVarint()).isEqualTo(UserStateCodec.VERSION);
        assertThat(in.readVarint()).isEqualTo(FeatureSchema.VERSION);
    }

    @Test
    void rejectsAnUnknownLayoutWithAHint() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        CODEC.read(RandomHistories.ANN, versions(UserStateCodec.VERSION + 1, FeatureSchema.VERSION)))
                .withMessageContainingAll("ann", "layout version 5", "reads 4", "--portrait.profiles.rebuild=true");
    }

    @Test
    void rejectsAnUnknownFeatureSchemaWithAHint() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        CODEC.read(RandomHistories.ANN, versions(UserStateCodec.VERSION, FeatureSchema.VERSION - 1)))
                .withMessageContainingAll("ann", "feature schema version", "--portrait.profiles.rebuild=true");
    }

    /** A valid row except for these versions. */
    private static byte[] versions(int layout, int schema) {
        byte[] bytes = CODEC.write(state(1, 10));
        bytes[0] = (byte) (2 * layout);
        bytes[1] = (byte) (2 * schema);
        return bytes;
    }

    @Test
    void rejectsTheStateOfAnotherLearner() {
        byte[] written = CODEC.write(state(1, 10));
        UserStateCodec swapped = new UserStateCodec(List.of("rls", "batch-mean"), RandomHistories.SESSION_GAP);
        assertThatIllegalStateException()
                .isThrownBy(() -> swapped.read(RandomHistories.ANN, written))
                .withMessageContaining("stored state is of batch-mean");
    }

    @Test
    void theFingerprintNamesLayoutFeaturesAndLearners() {
        assertThat(new UserStateCodec(List.of("rls"), RandomHistories.SESSION_GAP).fingerprint())
                .isEqualTo("layout 4, features 1, session gap PT30M, orders 50, learners"
                        + " [rls(dimensions=13,forgetting=0.999,ridge=1.0,windupLimit=10.0)]");
        assertThat(CODEC.fingerprint())
                .isNotEqualTo(new UserStateCodec(List.of("rls"), RandomHistories.SESSION_GAP).fingerprint());
    }

    @Test
    void aRowFitsIntoAPageOfPostgres() {
        assertThat(CODEC.write(state(1, 2_000))).hasSizeLessThan(8_160);
    }

    private static UserState state(long seed, int events) {
        UserState state = CODEC.newState(RandomHistories.ANN);
        List<Event> history = RandomHistories.events(seed, events, 365);
        RandomHistories.apply(state, history.subList(0, events / 2), 6);
        return RandomHistories.apply(state, history.subList(events / 2, events), 7);
    }
}
