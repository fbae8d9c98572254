package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholder ids are never a person, in any spelling. */
class PlaceholderIdsTest {

    private static final PlaceholderIds IDS = TestBatches.PLACEHOLDERS;

    static Stream<String> spellings() {
        return Stream.concat(
                        PlaceholderIds.BUILT_IN.stream(),
                        Stream.of(
                                "0",
                                "00",
                                "0.0",
                                "000000000000000",
                                "00000000-0000-0000-0000-000000000000",
                                "{00000000-0000-0000-0000-000000000000}",
                                "00000000000000000000000000000000",
                                "urn:uuid:00000000-0000-0000-0000-000000000000",
                                "[object Object]",
                                "[object Undefined]",
                                "+0",
                                "0x0",
                                "{{user.id}}",
                                "{{ userId }}",
                                "${userId}",
                                "#{user}",
                                "%USER_ID%",
                                "{% user %}",
                                "<%= user_id %>",
                                "*|UNIQID|*",
                                "__USER_ID__",
                                "ｎｕｌｌ",
                                "ｕｎｄｅｆｉｎｅｄ",
                                "nu\u200bll",
                                "n\u00adull",
                                "００",
                                "cookie-less",
                                "0815"))
                .flatMap(id -> Stream.of(
                        id,
                        id.toUpperCase(Locale.ROOT),
                        " " + id,
                        id + "\t",
                        "\"" + id + "\"",
                        "'" + id + "'",
                        "“" + id + "”",
                        "´" + id + "´",
                        "\" '" + id + "' \"",
                        "\u00a0" + id + "\u200b",
                        "\ufeff" + id));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void everySpellingOfAPlaceholderIsOne(String id) {
        assertThat(IDS.contains(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\"\"", "''", "' '", "\u00a0", "\u3000", "\u200b"})
    void blanksArePlaceholders(String id) {
        assertThat(IDS.contains(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "nullius",
                "true-north",
                "guest-17",
                "unknown@example.org",
                "10",
                "01",
                "a0",
                "0a",
                "-10",
                ".",
                "..",
                "/",
                "\\",
                "[a]",
                "object Object",
                "undefined1",
                "Anna Null",
                "00000000-0000-0000-0000-000000000001",
                "nil-1",
                "零"
            })
    void otherIdsAreNot(String id) {
        assertThat(IDS.contains(id)).isFalse();
    }

    @Test
    void theCheckCanBeSwitchedOff() {
        PlaceholderIds off = new PlaceholderIds(new PlaceholderIdProperties(false, List.of("x")));
        assertThat(Stream.of("undefined", "", "0", "x").filter(off::contains)).isEmpty();
    }

    private static Optional<Rejection> rejectionOf(String fields) {
        String event = "{'messageId':'m'," + fields + "}";
        return TestBatches.readOne(event.replace('\'', '"')) instanceof ParsedEvent.Invalid invalid
                ? Optional.of(invalid.rejection())
                : Optional.empty();
    }

    private static Event valid(String fields) {
        return TestBatches.validEvent(("{'messageId':'m'," + fields + "}").replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'userId':'undefined','type':'click'|/userId",
                "'userId':0,'type':'click'|/userId",
                "'userId':false,'type':'click'|/userId",
                "'userId':'','type':'click'|/userId",
                "'anonymousId':'null','type':'click'|/anonymousId",
                "'userId':'guest','anonymousId':'NaN','type':'purchase','value':999|/userId",
                "'userId':null,'anonymousId':' ','type':'click'|/anonymousId",
                "'userId':'ann','previousId':'undefined','type':'alias'|/previousId",
                "'userId':'None','anonymousId':'a-1','previousId':'ann','type':'alias'|/userId",
                "'userId':'None','previousId':'ann','type':'alias'|/userId"
            })
    void anEventWithoutAnotherIdIsRejected(String input) {
        int bar = input.lastIndexOf('|');
        assertThat(rejectionOf(input.substring(0, bar))).hasValueSatisfying(rejection -> {
            assertThat(rejection.code()).isEqualTo("placeholder-id");
            assertThat(rejection.pointer()).isEqualTo("/events/0" + input.substring(bar + 1));
        });
    }

    @Test
    void anEventWithAnotherIdIsTakenUnderThatOne() {
        Event anonymous = valid("'userId':'undefined','anonymousId':'a-1','type':'click'");
        assertThat(anonymous.userId().value()).isEqualTo("a-1");
        assertThat(anonymous.anonymous()).isTrue();
        Event known = valid("'userId':'ann','anonymousId':'undefined','type':'click','previousId':'null'");
        assertThat(known.userId().value()).isEqualTo("ann");
        assertThat(known.extra()).doesNotContain("anonymousId");
    }

    /** The case of the field: the purchase of a stranger whose anonymousId is undefined too must not become Ann's. */
    @Test
    void anIdentifyLinksNoPlaceholder() {
        Event identify = valid("'userId':'ann','anonymousId':'undefined','type':'identify','traits':{'plan':'pro'}");
        assertThat(identify.payload().linkedId()).isEmpty();
        assertThat(identify.payload())
                .isInstanceOfSatisfying(
                        EventPayload.Identify.class,
                        payload -> assertThat(payload.traits().values()).hasSize(1));
    }
}
