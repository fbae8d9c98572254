package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portrait.ingest.UnreadableBatchException.UnreadableReason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the errors that make a whole body unreadable. */
class UnreadableBatchTest {

    private static final String CLICK = TestBatches.click("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "\"events\"",
                "events=[]",
                "{",
                "{\"events\":",
                "{\"events\":[",
                "{\"events\":[]",
                "{\"events\":[{]}",
                "{\"events\":[{}}",
                "{\"events\":[]}]",
                "{\"events\":[]} {}",
                "{\"events\":[],}",
                "{\"events\":[{},]}",
                "{'events':[]}",
                "{\"events\":[],\"events\":[]}",
                "{\"events\":[{\"a\":NaN}],\"x\":NaN}",
                "{\"events\":[{\"a\":NaN}],\"events\":[]}"
            })
    void rejectsInvalidJson(String body) {
        assertUnreadable(body.getBytes(StandardCharsets.UTF_8), UnreadableReason.INVALID_JSON, "invalid-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sentAt\":\"now\"}", "{\"event\":[]}", "{\"events\":{}}", "{\"events\":null}"})
    void rejectsABodyWithoutEvents(String body) {
        assertUnreadable(body.getBytes(StandardCharsets.UTF_8), UnreadableReason.INVALID_JSON, "events-missing");
    }

    @Test
    void rejectsTooManyEvents() {
        assertThat(TestBatches.read(batchOf(TestBatches.MAX_EVENTS))).hasSize(TestBatches.MAX_EVENTS);
        assertUnreadable(
                batchOf(TestBatches.MAX_EVENTS + 1).getBytes(StandardCharsets.UTF_8),
                UnreadableReason.TOO_LARGE,
                "too-many-events");
    }

    private static String batchOf(int events) {
        return "{\"events\":[" + String.join(",", Collections.nCopies(events, CLICK)) + "]}";
    }

    @Test
    void rejectsTooDeepNesting() {
        String deep = "[".repeat(40) + "]".repeat(40);
        assertUnreadable(
                ("{\"a\":" + deep + ",\"events\":[]}").getBytes(StandardCharsets.UTF_8),
                UnreadableReason.INVALID_JSON,
                "invalid-json");
    }

    /** In other encodings the parser cannot give byte offsets, so the size of an event could not be checked. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void rejectsOtherEncodings(String encoding) {
        byte[] body = ("{\"events\":[" + CLICK + "]}").getBytes(Charset.forName(encoding));
        assertUnreadable(body, UnreadableReason.INVALID_JSON, "invalid-json");
    }

    @Test
    void reportsThePositionOfTheError() {
        assertThatExceptionOfType(UnreadableBatchException.class)
                .isThrownBy(() -> TestBatches.read("{\"events\":\n[}"))
                .withMessageContaining("(line 2, column ");
    }

    @Test
    void acceptsAnEmptyBatchAndUnknownFields() {
        assertThat(TestBatches.read("{\"events\":[]}")).isEmpty();
        assertThat(TestBatches.read(" {\"sentAt\":{\"a\":[1,{}]},\"events\":[" + CLICK + "],\"more\":[[]]} \n"))
                .isEqualTo(List.of(TestBatches.readOne(CLICK)));
        assertThat(TestBatches.read("\ufeff{\"events\":[]}")).isEmpty();
    }

    private static void assertUnreadable(byte[] body, UnreadableReason reason, String code) {
        assertThatExceptionOfType(UnreadableBatchException.class)
                .isThrownBy(() -> TestBatches.read(body))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e).hasMessageMatching("(?s).{10,}");
                });
    }
}
