package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All errors that one event can have, with the rejection of each. */
class InvalidEventTest {

    private static final String LONG_ID = "x".repeat(129);

    static Stream<Arguments> badEvents() {
        return Stream.of(
                testCase("a number", "7", "event-not-object", ""),
                testCase("a text", "\"click\"", "event-not-object", ""),
                testCase("an array", "[]", "event-not-object", ""),
                testCase("null", "null", "event-not-object", ""),
                testCase("an empty object", "{}", "missing-field", "/messageId"),
                testCase("no messageId", event("'userId':'ann','type':'click'"), "missing-field", "/messageId"),
                testCase("a null messageId", event("'messageId':null,'userId':'ann'"), "missing-field", "/messageId"),
                testCase("an empty messageId", event("'messageId':'','userId':'ann'"), "invalid-id", "/messageId"),
                testCase("a long messageId", event("'messageId':'" + LONG_ID + "'"), "invalid-id", "/messageId"),
                testCase("a fractional messageId", event("'messageId':1.5"), "invalid-field", "/messageId"),
                testCase("a boolean messageId", event("'messageId':true"), "invalid-field", "/messageId"),
                testCase("no user", event("'messageId':'m','type':'click'"), "missing-field", "/userId"),
                testCase("a long userId", event("'messageId':'m','userId':'" + LONG_ID + "'"), "invalid-id", "/userId"),
                testCase("a NUL in the userId", event("'messageId':'m','userId':'a\\u0000b'"), "invalid-id", "/userId"),
                testCase("an unpaired surrogate", event("'messageId':'m','userId':'\\ud83d'"), "invalid-id", "/userId"),
                testCase("an object as userId", event("'messageId':'m','userId':{}"), "invalid-field", "/userId"),
                testCase(
                        "an array as anonymousId",
                        event("'messageId':'m','anonymousId':[]"),
                        "invalid-field",
                        "/anonymousId"),
                testCase("no type", event("'messageId':'m','userId':'ann'"), "missing-field", "/type"),
                testCase("a blank type", typed("' '"), "missing-field", "/type"),
                testCase("an unknown type", typed("'dance'"), "invalid-type", "/type"),
                testCase("a type in capitals", typed("'CLICK'"), "invalid-type", "/type"),
                testCase("a number as type", typed("3"), "invalid-field", "/type"),
                testCase("a long type", typed("'" + LONG_ID + "'"), "invalid-field", "/type"),
                testCase("a number as timestamp", click("'timestamp':1700000000"), "invalid-timestamp", "/timestamp"),
                testCase("a timestamp without offset", at("2026-11-22T08:30:00"), "invalid-timestamp", "/timestamp"),
                testCase("a date", at("2026-11-22"), "invalid-timestamp", "/timestamp"),
                testCase("a day that does not exist", at("2026-02-30T00:00:00Z"), "invalid-timestamp", "/timestamp"),
                testCase("an empty timestamp", at(""), "invalid-timestamp", "/timestamp"),
                testCase(
                        "a day and a moment ahead",
                        at("2026-11-24T09:00:00.123457Z"),
                        "timestamp-in-future",
                        "/timestamp"),
                testCase(
                        "the latest representable time",
                        at("+999999999-12-31T23:59:59Z"),
                        "timestamp-in-future",
                        "/timestamp"),
                testCase("before the earliest", at("1969-12-31T23:59:59.999999Z"), "timestamp-too-old", "/timestamp"),
                testCase(
                        "the earliest representable time",
                        at("-999999999-01-01T00:00:00Z"),
                        "timestamp-too-old",
                        "/timestamp"),
                testCase("a long item", click("'item':'" + LONG_ID + "'"), "invalid-id", "/item"),
                testCase("an object as item", click("'item':{'id':'lamp'}"), "invalid-field", "/item"),
                testCase("a text as dwell time", typed("'view','value':'30'"), "invalid-value", "/value"),
                testCase("a negative dwell time", typed("'view','value':-1"), "invalid-value", "/value"),
                testCase("a negative amount", typed("'purchase','value':-0.01"), "invalid-value", "/value"),
                testCase("too large an amount", typed("'purchase','value':1000000000000.1"), "invalid-value", "/value"),
                testCase("an infinite amount", typed("'refund','value':1e400"), "invalid-value", "/value"),
                testCase(
                        "a huge whole amount",
                        typed("'refund','value':1" + "0".repeat(400)),
                        "invalid-value",
                        "/value"),
                testCase("a boolean amount", typed("'transaction','value':true"), "invalid-value", "/value"),
                testCase("a transaction without an amount", typed("'transaction'"), "missing-field", "/value"),
                testCase("a rating without value", typed("'rating'"), "missing-field", "/value"),
                testCase("a rating off its scale", typed("'rating','value':5.1"), "invalid-value", "/value"),
                testCase(
                        "a scale of zero",
                        typed("'rating','value':0,'properties':{'scale':0}"),
                        "invalid-value",
                        "/properties/scale"),
                testCase(
                        "properties that are an array",
                        typed("'rating','value':1,'properties':[]"),
                        "invalid-field",
                        "/properties"),
                testCase("a search without a query", typed("'search'"), "missing-field", "/query"),
                testCase("a search with a blank query", typed("'search','query':' \\t'"), "missing-field", "/query"),
                testCase(
                        "a long query",
                        typed("'search','query':'" + "q".repeat(1_025) + "'"),
                        "invalid-field",
                        "/query"),
                testCase("a number as query", typed("'search','query':7"), "invalid-field", "/query"),
                testCase("a custom event without name", typed("'custom'"), "missing-field", "/properties/name"),
                testCase(
                        "a nameless custom event",
                        typed("'custom','properties':{}"),
                        "missing-field",
                        "/properties/name"),
                testCase(
                        "a long name",
                        typed("'custom','properties':{'name':'" + LONG_ID + "'}"),
                        "invalid-field",
                        "/properties/name"),
                testCase("a context that is a text", click("'context':'web'"), "invalid-field", "/context"),
                testCase("a number as channel", click("'context':{'channel':1}"), "invalid-field", "/context/channel"),
                testCase(
                        "a long session",
                        click("'context':{'sessionId':'" + LONG_ID + "'}"),
                        "invalid-field",
                        "/context/sessionId"),
                testCase("too many bytes", click("'note':'" + "n".repeat(32 * 1_024) + "'"), "event-too-large", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEvents")
    void isRejectedWithCodeAndPointer(String description, String event, String code, String pointer) {
        Rejection rejection = TestBatches.invalidEvent(event).rejection();
        assertThat(rejection.code()).as(description).isEqualTo(code);
        assertThat(rejection.pointer()).isEqualTo("/events/0" + pointer);
        assertThat(rejection.detail()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEvents")
    void doesNotAffectItsBatch(String description, String event) {
        List<ParsedEvent> parsedEvents = TestBatches.read(
                "{\"events\":[" + TestBatches.click("") + "," + event + "," + TestBatches.click("") + "]}");
        assertThat(parsedEvents).as(description).hasSize(3);
        assertThat(parsedEvents.get(0)).isInstanceOf(ParsedEvent.Valid.class);
        assertThat(parsedEvents.get(2)).isEqualTo(parsedEvents.get(0));
        Rejection rejection = ((ParsedEvent.Invalid) parsedEvents.get(1)).rejection();
        assertThat(rejection.pointer()).startsWith("/events/1");
    }

    @Test
    void keepsSourceAndIds() {
        ParsedEvent.Invalid invalidEvent = TestBatches.invalidEvent(typed("'dance'"));
        assertThat(invalidEvent.messageId()).isEqualTo("m-1");
        assertThat(invalidEvent.userId()).isEqualTo("ann");
        assertThat(invalidEvent.source()).isEqualTo(typed("'dance'"));
        assertThat(TestBatches.invalidEvent("7"))
                .isEqualTo(new ParsedEvent.Invalid(TestBatches.invalidEvent("7").rejection(), null, null, "7"));
    }

    @Test
    void truncatesWhatExceedsTheLimits() {
        ParsedEvent.Invalid longId = TestBatches.invalidEvent(event("'messageId':'m','userId':'" + LONG_ID + "'"));
        assertThat(longId.userId()).isEqualTo("x".repeat(128));
        ParsedEvent.Invalid tooLarge = TestBatches.invalidEvent(click("'note':'" + "n".repeat(100_000) + "'"));
        assertThat(tooLarge.source()).hasSize(TestBatches.MAX_EVENT_BYTES).startsWith("{\"messageId\":\"m-1\"");
        assertThat(tooLarge.messageId()).isEqualTo("m-1");
    }

    private static Arguments testCase(String description, String event, String code, String pointer) {
        return Arguments.of(description, event, code, pointer);
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
