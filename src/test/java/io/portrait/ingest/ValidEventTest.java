package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidEventTest {

    @Test
    void readsAllFields() {
        Event event = TestBatches.validEvent("""
                {"messageId": "m-1", "userId": "ann", "type": "purchase", "timestamp": "2026-11-22T08:30:00Z",
                 "item": "lamp", "value": 49.9, "context": {"channel": " Web ", "sessionId": "s-1"}}""");
        assertThat(event)
                .isEqualTo(new Event(
                        new UserId("ann"),
                        new MessageId("m-1"),
                        Instant.parse("2026-11-22T08:30:00Z"),
                        new EventPayload.Purchase(Money.of("49.9")),
                        new ItemId("lamp"),
                        new Event.Origin("web", "s-1"),
                        "{\"context\":{\"channel\":\" Web \"}}"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MERGE", "UNMERGE"},
            mode = EnumSource.Mode.EXCLUDE)
    void acceptsEverySendableType(EventType type) {
        Event event = TestBatches.validEvent("""
                {"messageId": "m-1", "userId": "ann", "type": "%s", "value": 2, "query": "lamp", "previousId": "a-1",
                 "properties": {"name": "waved"}}""".formatted(type.wireName()));
        assertThat(event.type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 7", "-7, -7", "9223372036854775807, 9223372036854775807"})
    void acceptsIntegersAsIds(String number, String id) {
        Event event = TestBatches.validEvent(
                "{\"messageId\":%1$s,\"userId\":%1$s,\"type\":\"click\",\"item\":%1$s}".formatted(number));
        assertThat(event.messageId().value()).isEqualTo(id);
        assertThat(event.userId().value()).isEqualTo(id);
        assertThat(event.itemId()).isEqualTo(new ItemId(id));
    }

    @Test
    void acceptsIdsOf128Characters() {
        String id = "x".repeat(128);
        Event event =
                TestBatches.validEvent("{\"messageId\":\"%1$s\",\"userId\":\"%1$s\",\"type\":\"click\"}".formatted(id));
        assertThat(event.userId()).isEqualTo(new UserId(id));
    }

    @Test
    void usesTheAnonymousIdOnlyWithoutAUserId() {
        assertThat(TestBatches.validEvent("{\"messageId\":\"m\",\"anonymousId\":\"a-1\",\"type\":\"click\"}")
                        .userId())
                .isEqualTo(new UserId("a-1"));
        assertThat(TestBatches.validEvent(
                                "{\"messageId\":\"m\",\"userId\":null,\"anonymousId\":\"a-1\",\"type\":\"click\"}")
                        .userId())
                .isEqualTo(new UserId("a-1"));
        assertThat(TestBatches.validEvent(TestBatches.click("\"anonymousId\":\"a-1\""))
                        .userId())
                .isEqualTo(new UserId("ann"));
    }

    @Test
    void defaultsTheEventTimeToTheArrivalTime() {
        assertThat(TestBatches.validEvent(TestBatches.click("")).happenedAt()).isEqualTo(TestBatches.NOW);
        assertThat(TestBatches.validEvent(TestBatches.click("\"timestamp\":null"))
                        .happenedAt())
                .isEqualTo(TestBatches.NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T08:30:00Z, 2026-11-22T08:30:00Z",
        "2026-11-22T08:30Z, 2026-11-22T08:30:00Z",
        "2026-11-22T08:30:00+08:00, 2026-11-22T00:30:00Z",
        "2026-11-22T08:30:00-11:30, 2026-11-22T20:00:00Z",
        "2026-11-22T08:30:00.123456789Z, 2026-11-22T08:30:00.123456Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "1970-01-01T08:00:00+08:00, 1970-01-01T00:00:00Z",
        "2026-11-24T09:00:00.123456Z, 2026-11-24T09:00:00.123456Z"
    })
    void readsTheTimestampToTheMicrosecond(String timestamp, Instant at) {
        assertThat(TestBatches.validEvent(TestBatches.click("\"timestamp\":\"" + timestamp + "\""))
                        .happenedAt())
                .isEqualTo(at);
    }

    @Test
    void derivesTheUtcOffsetFromTheTimeZoneAtEventTime() {
        assertThat(offsetIn("2026-07-01T12:00:00Z", "\"Europe/Berlin\"")).isEqualTo(ZoneOffset.ofHours(2));
        assertThat(offsetIn("2026-11-01T12:00:00Z", "\"Europe/Berlin\"")).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(offsetIn("2026-11-01T12:00:00Z", "\"-03:30\"")).isEqualTo(ZoneOffset.ofHoursMinutes(-3, -30));
        assertThat(offsetIn("2026-11-01T12:00:00Z", "\"UTC\"")).isEqualTo(ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            asia/tokyo                     | +09:00
            ASIA/TOKYO                     | +09:00
            America/New York               | -05:00
            JST                            | +09:00
            jst                            | +09:00
            Tokyo Standard Time            | +09:00
            W. Europe Standard Time        | +01:00
            w. europe daylight time        | +01:00
            Pacific Standard Time          | -08:00
            AUS Eastern Standard Time      | +11:00
            India Standard Time            | +05:30
            UTC-02                         | -02:00
            UTC+9                          | +09:00
            utc+09:00                      | +09:00
            GMT-3                          | -03:00
            +0530                          | +05:30
            z                              | +00:00
            ' Europe/Berlin '              | +01:00
            CET                            | +01:00
            """)
    void resolvesTheNamesOfTimeZonesThatSendersUse(String zone, String offset) {
        assertThat(offsetIn("2026-11-01T12:00:00Z", "\"" + zone + "\"")).isEqualTo(ZoneOffset.of(offset));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"Middle/Earth\"", "7", "{}", "\"IST\"", "\"CST\"", "\"BST\"", "\"PST\"", "\"Local\"", "true"})
    void warnsOfATimeZoneThatIsUnknownOrHasSeveralMeanings(String zone) {
        ParsedEvent parsed = TestBatches.readOne(TestBatches.click(
                "\"timestamp\":\"2026-11-01T12:00:00Z\",\"context\":{\"timezone\":%s}".formatted(zone)));
        assertThat(parsed.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("unknown-timezone");
            assertThat(warning.pointer()).isEqualTo("/events/0/context/timezone");
        });
        assertThat(offsetIn("2026-11-01T12:00:00Z", zone)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"Europe/Berlin\""})
    void doesNotWarnOfAKnownOrMissingTimeZone(String zone) {
        assertThat(TestBatches.readOne(TestBatches.click("\"context\":{\"timezone\":%s}".formatted(zone)))
                        .warnings())
                .isEmpty();
    }

    /** Every zone of the resource exists in the JDK. */
    @Test
    void resolvesEveryWindowsName() throws IOException {
        try (InputStream file = Objects.requireNonNull(TimeZones.class.getResourceAsStream("/time-zones.csv"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.lastIndexOf(',')))
                    .forEach(name -> assertThat(offsetIn("2026-11-01T12:00:00Z", "\"" + name + "\""))
                            .as(name)
                            .isNotNull());
        }
    }

    /** The offset in the timestamp is often the server's, not the user's. */
    @Test
    void doesNotUseTheOffsetOfTheTimestamp() {
        assertThat(offsetIn("2026-11-01T12:00:00+09:00", "null")).isNull();
    }

    private static @Nullable ZoneOffset offsetIn(String time, String zone) {
        return TestBatches.validEvent("""
                        {"messageId": "m-1", "userId": "ann", "type": "click", "timestamp": "%s", "context": {"timezone": %s}}""".formatted(time, zone)).origin().utcOffset();
    }

    @Test
    void keepsUnmappedFields() {
        assertThat(TestBatches.validEvent(
                                TestBatches.click("\"colour\":\"red\",\"properties\":{\"a\":[1,null]},\"n\":1e3"))
                        .extra())
                .isEqualTo("{\"colour\":\"red\",\"properties\":{\"a\":[1,null]},\"n\":1000.0}");
        assertThat(TestBatches.validEvent(TestBatches.click("")).extra()).isNull();
    }

    @Test
    void doesNotStoreMappedFieldsTwice() {
        Event mapped =
                TestBatches.validEvent(TestBatches.click("\"context\":{\"channel\":\"web\",\"sessionId\":\"s-1\"}"));
        assertThat(mapped.origin()).isEqualTo(new Event.Origin("web", "s-1"));
        assertThat(mapped.extra()).isNull();
        Event altered =
                TestBatches.validEvent(TestBatches.click("\"context\":{\"channel\":\" Web\",\"device\":\"phone\"}"));
        assertThat(altered.origin().channel()).isEqualTo("web");
        assertThat(altered.extra()).isEqualTo("{\"context\":{\"channel\":\" Web\",\"device\":\"phone\"}}");
    }

    /** The projection may read an event from memory and a replay from the table; both must get the same text. */
    @Test
    void replacesUnpairedSurrogates() {
        Event search = TestBatches.validEvent("""
                {"messageId": "m-1", "userId": "ann", "type": "search", "query": "a\\ud83dz\\ud83d\\ude00",
                 "context": {"sessionId": "s\\udc00"}, "note": "\\ud800"}""");
        assertThat(search.payload()).isEqualTo(new EventPayload.Search("a?z😀"));
        assertThat(search.origin().sessionId()).isEqualTo("s?");
        assertThat(search.extra()).isEqualTo("{\"context\":{\"sessionId\":\"s?\"},\"note\":\"?\"}");
    }

    @Test
    void removesNulCharacters() {
        Event search = TestBatches.validEvent("""
                {"messageId": "m-1", "userId": "ann", "type": "search", "query": "\\u0000la\\u0000mp",
                 "context": {"channel": "w\\u0000eb", "sessionId": "s\\u0000"}, "note": "a\\u0000b"}""");
        assertThat(search.payload()).isEqualTo(new EventPayload.Search("lamp"));
        assertThat(search.origin()).isEqualTo(new Event.Origin("web", "s"));
        assertThat(search.extra()).doesNotContain("\0");
    }

    @Test
    void treatsABlankChannelAsAbsent() {
        assertThat(TestBatches.validEvent(
                                TestBatches.click("\"context\":{\"channel\":\" \",\"sessionId\":\"\\u0000\"}"))
                        .origin())
                .isEqualTo(Event.Origin.UNKNOWN);
        assertThat(TestBatches.validEvent(TestBatches.click("\"context\":null")).origin())
                .isEqualTo(Event.Origin.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.0", "0.01", "1e12", "1000000000000", "0.0001"})
    void acceptsAmountsUpToATrillion(String amount) {
        assertThat(TestBatches.validEvent(typed("purchase\",\"value\":" + amount + ",\"x\":\""))
                        .payload())
                .isEqualTo(new EventPayload.Purchase(Money.of(amount)));
    }

    @Test
    void acceptsRatingsOnAnyScaleIncludingItsBounds() {
        assertThat(rating("5", "")).isEqualTo(new EventPayload.Rating(5, 5));
        assertThat(rating("0", "")).isEqualTo(new EventPayload.Rating(0, 5));
        assertThat(rating("10", "\"scale\":10")).isEqualTo(new EventPayload.Rating(10, 10));
        assertThat(rating("0.001", "\"scale\":0.001")).isEqualTo(new EventPayload.Rating(1e-3, 1e-3));
        assertThat(rating("1e12", "\"scale\":1e12")).isEqualTo(new EventPayload.Rating(1e12, 1e12));
    }

    private static EventPayload rating(String value, String properties) {
        return TestBatches.validEvent(
                        typed("rating\",\"value\":%s,\"properties\":{%s},\"x\":\"".formatted(value, properties)))
                .payload();
    }

    @Test
    void defaultsAMissingValueToZero() {
        assertThat(TestBatches.validEvent(typed("view")).payload()).isEqualTo(new EventPayload.View(0));
        assertThat(TestBatches.validEvent(typed("purchase")).payload())
                .isEqualTo(new EventPayload.Purchase(Money.ZERO));
        assertThat(TestBatches.validEvent(typed("refund")).payload()).isEqualTo(new EventPayload.Refund(null, null));
    }

    /** The size is the number of UTF-8 bytes from the first brace to the last. */
    @Test
    void acceptsAtMost32Kibibytes() {
        String empty = TestBatches.click("\"note\":\"é\"");
        int left = TestBatches.MAX_EVENT_BYTES - empty.getBytes(StandardCharsets.UTF_8).length;
        String largest = empty.replace("é", "é" + "n".repeat(left));
        assertThat(TestBatches.validEvent(largest).userId()).isEqualTo(new UserId("ann"));
        assertThat(TestBatches.invalidEvent(largest.replace("é", "én"))
                        .rejection()
                        .code())
                .isEqualTo("event-too-large");
    }

    private static String typed(String type) {
        return "{\"messageId\":\"m-1\",\"userId\":\"ann\",\"type\":\"" + type + "\"}";
    }

    @Test
    void readsIdentifyWithTraitsAndAnonymousId() {
        Event event = TestBatches.validEvent("""
                {"messageId": "m-1", "userId": "ann", "anonymousId": "a-1", "type": "identify",
                 "traits": {"plan": "pro", "age": 1e2, "gone": null, "long": "%s"}}""".formatted("x".repeat(600)));
        assertThat(event.payload())
                .isEqualTo(new EventPayload.Identify(
                        new Traits(new TreeMap<>(Map.of("plan", "\"pro\"", "age", "100.0", "gone", "null"))),
                        new UserId("a-1")));
        assertThat(event.anonymous()).isFalse();
        assertThat(PayloadColumns.of(event.payload()).toPayload()).isEqualTo(event.payload());
    }
}
