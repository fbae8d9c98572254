package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoodEventTest {

    @Test
    void isReadWhole() {
        Event event = Batches.clean("""
                {"messageId": "m-1", "userId": "ann", "type": "purchase", "timestamp": "2026-11-22T08:30:00Z",
                 "item": "lamp", "value": 49.9, "context": {"channel": " Web ", "sessionId": "s-1"}}""");
        assertThat(event)
                .isEqualTo(new Event(
                        new UserId("ann"),
                        new MessageId("m-1"),
                        Instant.parse("2026-11-22T08:30:00Z"),
                        new Behaviour.Purchase(49.9),
                        new ItemId("lamp"),
                        new Event.Origin("web", "s-1"),
                        "{\"context\":{\"channel\":\" Web \"}}"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MERGE", "UNMERGE"},
            mode = EnumSource.Mode.EXCLUDE)
    void isOfEveryTypeThatCanBeSent(EventType type) {
        Event event = Batches.clean("""
                {"messageId": "m-1", "userId": "ann", "type": "%s", "value": 2, "query": "lamp", "previousId": "a-1",
                 "properties": {"name": "waved"}}""".formatted(type.wireName()));
        assertThat(event.type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "-7, -7", "9223372036854775807, 9223372036854775807"})
    void mayHaveWholeNumbersForIds(String number, String id) {
        Event event = Batches.clean(
                "{\"messageId\":%1$s,\"userId\":%1$s,\"type\":\"click\",\"item\":%1$s}".formatted(number));
        assertThat(event.message().value()).isEqualTo(id);
        assertThat(event.user().value()).isEqualTo(id);
        assertThat(event.item()).isEqualTo(new ItemId(id));
    }

    @Test
    void mayHaveIdsOf128Characters() {
        String id = "x".repeat(128);
        Event event = Batches.clean("{\"messageId\":\"%1$s\",\"userId\":\"%1$s\",\"type\":\"click\"}".formatted(id));
        assertThat(event.user()).isEqualTo(new UserId(id));
    }

    @Test
    void isOfTheAnonymousOnlyWhereNoUserIsNamed() {
        assertThat(Batches.clean("{\"messageId\":\"m\",\"anonymousId\":\"a-1\",\"type\":\"click\"}")
                        .user())
                .isEqualTo(new UserId("a-1"));
        assertThat(Batches.clean("{\"messageId\":\"m\",\"userId\":null,\"anonymousId\":\"a-1\",\"type\":\"click\"}")
                        .user())
                .isEqualTo(new UserId("a-1"));
        assertThat(Batches.clean(Batches.click("\"anonymousId\":\"a-1\"")).user())
                .isEqualTo(new UserId("ann"));
    }

    @Test
    void happenedWhenItArrivedIfItDoesNotSay() {
        assertThat(Batches.clean(Batches.click("")).happenedAt()).isEqualTo(Batches.NOW);
        assertThat(Batches.clean(Batches.click("\"timestamp\":null")).happenedAt())
                .isEqualTo(Batches.NOW);
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
    void happenedWhenItSaysToTheMicrosecond(String timestamp, Instant at) {
        assertThat(Batches.clean(Batches.click("\"timestamp\":\"" + timestamp + "\""))
                        .happenedAt())
                .isEqualTo(at);
    }

    @Test
    void knowsThePersonsClockFromTheTimeZoneAtTheTimeOfTheEvent() {
        assertThat(offsetIn("2026-07-01T12:00:00Z", "\"Europe/Berlin\"")).isEqualTo(ZoneOffset.ofHours(2));
        assertThat(offsetIn("2026-11-01T12:00:00Z", "\"Europe/Berlin\"")).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(offsetIn("2026-11-01T12:00:00Z", "\"-03:30\"")).isEqualTo(ZoneOffset.ofHoursMinutes(-3, -30));
        assertThat(offsetIn("2026-11-01T12:00:00Z", "\"UTC\"")).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void takesAnEventWhoseTimeZoneIsNone() {
        for (String zone : List.of("\"Middle/Earth\"", "\"\"", "7", "null", "{}", "\"" + "x".repeat(999) + "\"")) {
            assertThat(offsetIn("2026-11-01T12:00:00Z", zone)).as(zone).isNull();
        }
    }

    /** The offset in the timestamp is that of whoever wrote it, often a server. */
    @Test
    void doesNotTakeTheOffsetOfTheTimestampForThePersons() {
        assertThat(offsetIn("2026-11-01T12:00:00+09:00", "null")).isNull();
    }

    private static @Nullable ZoneOffset offsetIn(String time, String zone) {
        return Batches.clean("""
                        {"messageId": "m-1", "userId": "ann", "type": "click", "timestamp": "%s", "context": {"timezone": %s}}""".formatted(time, zone)).origin().offset();
    }

    @Test
    void keepsWhatIsNotUnderstood() {
        assertThat(Batches.clean(Batches.click("\"colour\":\"red\",\"properties\":{\"a\":[1,null]},\"n\":1e3"))
                        .detail())
                .isEqualTo("{\"colour\":\"red\",\"properties\":{\"a\":[1,null]},\"n\":1000.0}");
        assertThat(Batches.clean(Batches.click("")).detail()).isNull();
    }

    @Test
    void keepsOnlyOnceWhatHasAPlaceOfItsOwn() {
        Event held = Batches.clean(Batches.click("\"context\":{\"channel\":\"web\",\"sessionId\":\"s-1\"}"));
        assertThat(held.origin()).isEqualTo(new Event.Origin("web", "s-1"));
        assertThat(held.detail()).isNull();
        Event altered = Batches.clean(Batches.click("\"context\":{\"channel\":\" Web\",\"device\":\"phone\"}"));
        assertThat(altered.origin().channel()).isEqualTo("web");
        assertThat(altered.detail()).isEqualTo("{\"context\":{\"channel\":\" Web\",\"device\":\"phone\"}}");
    }

    /** The drain learns from memory, a replay from the table: both must have read the same. */
    @Test
    void losesItsHalvesOfSurrogatePairsWhichTheDatabaseWouldAlter() {
        Event search = Batches.clean("""
                {"messageId": "m-1", "userId": "ann", "type": "search", "query": "a\\ud83dz\\ud83d\\ude00",
                 "context": {"sessionId": "s\\udc00"}, "note": "\\ud800"}""");
        assertThat(search.behaviour()).isEqualTo(new Behaviour.Search("a?z😀"));
        assertThat(search.origin().session()).isEqualTo("s?");
        assertThat(search.detail()).isEqualTo("{\"context\":{\"sessionId\":\"s?\"},\"note\":\"?\"}");
    }

    @Test
    void losesItsNulCharactersWhichTheDatabaseCannotHold() {
        Event search = Batches.clean("""
                {"messageId": "m-1", "userId": "ann", "type": "search", "query": "\\u0000la\\u0000mp",
                 "context": {"channel": "w\\u0000eb", "sessionId": "s\\u0000"}, "note": "a\\u0000b"}""");
        assertThat(search.behaviour()).isEqualTo(new Behaviour.Search("lamp"));
        assertThat(search.origin()).isEqualTo(new Event.Origin("web", "s"));
        assertThat(search.detail()).doesNotContain("\0");
    }

    @Test
    void hasNoChannelWhereItIsBlank() {
        assertThat(Batches.clean(Batches.click("\"context\":{\"channel\":\" \",\"sessionId\":\"\\u0000\"}"))
                        .origin())
                .isEqualTo(Event.Origin.UNKNOWN);
        assertThat(Batches.clean(Batches.click("\"context\":null")).origin()).isEqualTo(Event.Origin.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.0", "0.01", "1e12", "1000000000000", "1e-300"})
    void mayHaveAnyAmountUpToATrillion(String amount) {
        assertThat(Batches.clean(typed("purchase\",\"value\":" + amount + ",\"x\":\""))
                        .behaviour())
                .isEqualTo(new Behaviour.Purchase(Double.parseDouble(amount)));
    }

    @Test
    void mayRateOnAnyScaleUpToItsEnds() {
        assertThat(rating("5", "")).isEqualTo(new Behaviour.Rating(5, 5));
        assertThat(rating("0", "")).isEqualTo(new Behaviour.Rating(0, 5));
        assertThat(rating("10", "\"scale\":10")).isEqualTo(new Behaviour.Rating(10, 10));
        assertThat(rating("0.001", "\"scale\":0.001")).isEqualTo(new Behaviour.Rating(1e-3, 1e-3));
        assertThat(rating("1e12", "\"scale\":1e12")).isEqualTo(new Behaviour.Rating(1e12, 1e12));
    }

    private static Behaviour rating(String value, String properties) {
        return Batches.clean(typed("rating\",\"value\":%s,\"properties\":{%s},\"x\":\"".formatted(value, properties)))
                .behaviour();
    }

    @Test
    void needsNoValueWhereNoneIsMeasured() {
        assertThat(Batches.clean(typed("view")).behaviour()).isEqualTo(new Behaviour.View(0));
        assertThat(Batches.clean(typed("purchase")).behaviour()).isEqualTo(new Behaviour.Purchase(0));
        assertThat(Batches.clean(typed("refund")).behaviour()).isEqualTo(new Behaviour.Refund(0));
    }

    /** From the event's first brace to its last, in bytes of UTF-8. */
    @Test
    void mayHave32KibibytesAndNotOneMore() {
        String empty = Batches.click("\"note\":\"é\"");
        int left = Batches.MAX_EVENT_BYTES - empty.getBytes(StandardCharsets.UTF_8).length;
        String largest = empty.replace("é", "é" + "n".repeat(left));
        assertThat(Batches.clean(largest).user()).isEqualTo(new UserId("ann"));
        assertThat(Batches.bad(largest.replace("é", "én")).rejection().code()).isEqualTo("event-too-large");
    }

    private static String typed(String type) {
        return "{\"messageId\":\"m-1\",\"userId\":\"ann\",\"type\":\"" + type + "\"}";
    }

    @Test
    void mayBeAnIdentifyWithTraitsAndTheIdBefore() {
        Event event = Batches.clean("""
                {"messageId": "m-1", "userId": "ann", "anonymousId": "a-1", "type": "identify",
                 "traits": {"plan": "pro", "age": 1e2, "gone": null, "long": "%s"}}""".formatted("x".repeat(600)));
        assertThat(event.behaviour())
                .isEqualTo(new Behaviour.Identify(
                        new Traits(new TreeMap<>(Map.of("plan", "\"pro\"", "age", "100.0", "gone", "null"))),
                        new UserId("a-1")));
        assertThat(event.anonymous()).isFalse();
        assertThat(StoredBehaviour.of(event.behaviour()).restore()).isEqualTo(event.behaviour());
    }
}
