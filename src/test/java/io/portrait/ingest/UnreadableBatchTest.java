package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portrait.ingest.UnreadableBatchException.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What spoils a body as a whole. */
class UnreadableBatchTest {

    private static final String CLICK = Batches.click("");

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
    void isNoJson(String body) {
        assertUnreadable(body.getBytes(StandardCharsets.UTF_8), Reason.INVALID_JSON, "invalid-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sentAt\":\"now\"}", "{\"event\":[]}", "{\"events\":{}}", "{\"events\":null}"})
    void hasNoEvents(String body) {
        assertUnreadable(body.getBytes(StandardCharsets.UTF_8), Reason.INVALID_JSON, "events-missing");
    }

    @Test
    void hasTooManyEvents() {
        assertThat(Batches.read(batchOf(Batches.MAX_EVENTS))).hasSize(Batches.MAX_EVENTS);
        assertUnreadable(
                batchOf(Batches.MAX_EVENTS + 1).getBytes(StandardCharsets.UTF_8), Reason.TOO_LARGE, "too-many-events");
    }

    private static String batchOf(int events) {
        return "{\"events\":[" + String.join(",", Collections.nCopies(events, CLICK)) + "]}";
    }

    @Test
    void isNestedTooDeep() {
        String deep = "[".repeat(40) + "]".repeat(40);
        assertUnreadable(
                ("{\"a\":" + deep + ",\"events\":[]}").getBytes(StandardCharsets.UTF_8),
                Reason.INVALID_JSON,
                "invalid-json");
    }

    /** JSON may be sent in these, but then bytes could not be counted, and the limit of an event's size not be kept. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void isInAnotherEncoding(String encoding) {
        byte[] body = ("{\"events\":[" + CLICK + "]}").getBytes(Charset.forName(encoding));
        assertUnreadable(body, Reason.INVALID_JSON, "invalid-json");
    }

    @Test
    void isToldWhere() {
        assertThatExceptionOfType(UnreadableBatchException.class)
                .isThrownBy(() -> Batches.read("{\"events\":\n[}"))
                .withMessageContaining("(line 2, column ");
    }

    @Test
    void isNotAnEmptyBatchNorOneWithFieldsOfItsOwn() {
        assertThat(Batches.read("{\"events\":[]}")).isEmpty();
        assertThat(Batches.read(" {\"sentAt\":{\"a\":[1,{}]},\"events\":[" + CLICK + "],\"more\":[[]]} \n"))
                .isEqualTo(List.of(Batches.readOne(CLICK)));
        assertThat(Batches.read("\ufeff{\"events\":[]}")).isEmpty();
    }

    private static void assertUnreadable(byte[] body, Reason reason, String code) {
        assertThatExceptionOfType(UnreadableBatchException.class)
                .isThrownBy(() -> Batches.read(body))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e).hasMessageMatching("(?s).{10,}");
                });
    }
}
