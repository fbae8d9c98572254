package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that one event can have wrong, with what its sender is told. */
class BadEventTest {

    private static final String LONG_ID = "x".repeat(129);

    static Stream<Arguments> badEvents() {
        return Stream.of(
                bad("a number", "7", "event-not-object", ""),
                bad("a text", "\"click\"", "event-not-object", ""),
                bad("an array", "[]", "event-not-object", ""),
                bad("null", "null", "event-not-object", ""),
                bad("nothing in it", "{}", "missing-field", "/messageId"),
                bad("no messageId", event("'userId':'ann','type':'click'"), "missing-field", "/messageId"),
                bad("a null messageId", event("'messageId':null,'userId':'ann'"), "missing-field", "/messageId"),
                bad("an empty messageId", event("'messageId':'','userId':'ann'"), "invalid-id", "/messageId"),
                bad("a long messageId", event("'messageId':'" + LONG_ID + "'"), "invalid-id", "/messageId"),
                bad("a fractional messageId", event("'messageId':1.5"), "invalid-field", "/messageId"),
                bad("a boolean messageId", event("'messageId':true"), "invalid-field", "/messageId"),
                bad("nobody", event("'messageId':'m','type':'click'"), "missing-field", "/userId"),
                bad("a long userId", event("'messageId':'m','userId':'" + LONG_ID + "'"), "invalid-id", "/userId"),
                bad("a NUL in the userId", event("'messageId':'m','userId':'a\\u0000b'"), "invalid-id", "/userId"),
                bad("half a character", event("'messageId':'m','userId':'\\ud83d'"), "invalid-id", "/userId"),
                bad("an object as userId", event("'messageId':'m','userId':{}"), "invalid-field", "/userId"),
                bad(
                        "an array as anonymousId",
                        event("'messageId':'m','anonymousId':[]"),
                        "invalid-field",
                        "/anonymousId"),
                bad("no type", event("'messageId':'m','userId':'ann'"), "missing-field", "/type"),
                bad("a blank type", typed("' '"), "missing-field", "/type"),
                bad("a type of its own", typed("'dance'"), "unknown-type", "/type"),
                bad("a type in capitals", typed("'CLICK'"), "unknown-type", "/type"),
                bad("a number as type", typed("3"), "invalid-field", "/type"),
                bad("a long type", typed("'" + LONG_ID + "'"), "invalid-field", "/type"),
                bad("a number as timestamp", click("'timestamp':1700000000"), "invalid-timestamp", "/timestamp"),
                bad("a timestamp without offset", at("2026-11-22T08:30:00"), "invalid-timestamp", "/timestamp"),
                bad("a date", at("2026-11-22"), "invalid-timestamp", "/timestamp"),
                bad("a day that is none", at("2026-02-30T00:00:00Z"), "invalid-timestamp", "/timestamp"),
                bad("an empty timestamp", at(""), "invalid-timestamp", "/timestamp"),
                bad("a day and a moment ahead", at("2026-11-24T09:00:00.123457Z"), "timestamp-in-future", "/timestamp"),
                bad("the end of time", at("+999999999-12-31T23:59:59Z"), "timestamp-in-future", "/timestamp"),
                bad("before the earliest", at("1969-12-31T23:59:59.999999Z"), "timestamp-too-old", "/timestamp"),
                bad("the beginning of time", at("-999999999-01-01T00:00:00Z"), "timestamp-too-old", "/timestamp"),
                bad("a long item", click("'item':'" + LONG_ID + "'"), "invalid-id", "/item"),
                bad("an object as item", click("'item':{'id':'lamp'}"), "invalid-field", "/item"),
                bad("a text as dwell time", typed("'view','value':'30'"), "invalid-value", "/value"),
                bad("a negative dwell time", typed("'view','value':-1"), "invalid-value", "/value"),
                bad("a negative amount", typed("'purchase','value':-0.01"), "invalid-value", "/value"),
                bad("too large an amount", typed("'purchase','value':1000000000000.1"), "invalid-value", "/value"),
                bad("an endless amount", typed("'refund','value':1e400"), "invalid-value", "/value"),
                bad("a huge whole amount", typed("'refund','value':1" + "0".repeat(400)), "invalid-value", "/value"),
                bad("a boolean amount", typed("'transaction','value':true"), "invalid-value", "/value"),
                bad("a transaction of nothing", typed("'transaction'"), "missing-field", "/value"),
                bad("a rating without value", typed("'rating'"), "missing-field", "/value"),
                bad("a rating off its scale", typed("'rating','value':5.1"), "invalid-value", "/value"),
                bad(
                        "a scale of nothing",
                        typed("'rating','value':0,'properties':{'scale':0}"),
                        "invalid-value",
                        "/properties/scale"),
                bad(
                        "properties that are none",
                        typed("'rating','value':1,'properties':[]"),
                        "invalid-field",
                        "/properties"),
                bad("a search for nothing", typed("'search'"), "missing-field", "/query"),
                bad("a search for blanks", typed("'search','query':' \\t'"), "missing-field", "/query"),
                bad("a long query", typed("'search','query':'" + "q".repeat(1_025) + "'"), "invalid-field", "/query"),
                bad("a number as query", typed("'search','query':7"), "invalid-field", "/query"),
                bad("a custom event without name", typed("'custom'"), "missing-field", "/properties/name"),
                bad("a nameless custom event", typed("'custom','properties':{}"), "missing-field", "/properties/name"),
                bad(
                        "a long name",
                        typed("'custom','properties':{'name':'" + LONG_ID + "'}"),
                        "invalid-field",
                        "/properties/name"),
                bad("a context that is none", click("'context':'web'"), "invalid-field", "/context"),
                bad("a number as channel", click("'context':{'channel':1}"), "invalid-field", "/context/channel"),
                bad(
                        "a long session",
                        click("'context':{'sessionId':'" + LONG_ID + "'}"),
                        "invalid-field",
                        "/context/sessionId"),
                bad("too many bytes", click("'note':'" + "n".repeat(32 * 1_024) + "'"), "event-too-large", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEvents")
    void isRefusedWithItsCodeAndPlace(String what, String event, String code, String pointer) {
        Rejection why = Batches.bad(event).rejection();
        assertThat(why.code()).as(what).isEqualTo(code);
        assertThat(why.pointer()).isEqualTo("/events/0" + pointer);
        assertThat(why.detail()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEvents")
    void doesNotSpoilItsBatch(String what, String event) {
        List<Reading> readings =
                Batches.read("{\"events\":[" + Batches.click("") + "," + event + "," + Batches.click("") + "]}");
        assertThat(readings).as(what).hasSize(3);
        assertThat(readings.get(0)).isInstanceOf(Reading.Clean.class);
        assertThat(readings.get(2)).isEqualTo(readings.get(0));
        Rejection why = ((Reading.Bad) readings.get(1)).rejection();
        assertThat(why.pointer()).startsWith("/events/1");
    }

    @Test
    void isKeptAsItWasSentWithWhatIdsItHad() {
        Reading.Bad bad = Batches.bad(typed("'dance'"));
        assertThat(bad.messageId()).isEqualTo("m-1");
        assertThat(bad.userId()).isEqualTo("ann");
        assertThat(bad.source()).isEqualTo(typed("'dance'"));
        assertThat(Batches.bad("7")).isEqualTo(new Reading.Bad(Batches.bad("7").rejection(), null, null, "7"));
    }

    @Test
    void isKeptCutToTheLimitsWhereItExceedsThem() {
        Reading.Bad longId = Batches.bad(event("'messageId':'m','userId':'" + LONG_ID + "'"));
        assertThat(longId.userId()).isEqualTo("x".repeat(128));
        Reading.Bad tooLarge = Batches.bad(click("'note':'" + "n".repeat(100_000) + "'"));
        assertThat(tooLarge.source()).hasSize(Batches.MAX_EVENT_BYTES).startsWith("{\"messageId\":\"m-1\"");
        assertThat(tooLarge.messageId()).isEqualTo("m-1");
    }

    private static Arguments bad(String what, String event, String code, String pointer) {
        return Arguments.of(what, event, code, pointer);
    }

    private static String event(String fields) {
        return ("{" + fields + "}").replace('\'', '"');
    }

    private static String typed(String type) {
        return event("'messageId':'m-1','userId':'ann','type':" + type);
    }

    private static String click(String fields) {
        return typed("'click'," + fields);
    }

    private static String at(String timestamp) {
        return click("'timestamp':'" + timestamp + "'");
    }
}
