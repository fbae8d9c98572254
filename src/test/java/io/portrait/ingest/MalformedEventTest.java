package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a JSON error inside one event affects only that event. */
class MalformedEventTest {

    private static final String GOOD = TestBatches.click("\"query\":\"a \\\"]},{[\\\\\"");

    static List<String> faults() {
        return List.of(
                "{\"value\":NaN}",
                "{\"value\":01}",
                "{\"query\":\"a\nb\"}",
                "{\"a\":1,\"a\":2}",
                "{\"query\":\"\\x\"}",
                "tru",
                "{}{}",
                "{\"a\" 1}",
                "1" + "0".repeat(2_000),
                "[".repeat(4_000) + "]".repeat(4_000),
                TestBatches.click("\"properties\":{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void doesNotAffectOtherEvents(String fault) {
        List<ParsedEvent> parsedEvents =
                TestBatches.read(" { \"x\":[{}] , \"events\":[ %1$s , %2$s,%1$s ] }".formatted(GOOD, fault));
        assertThat(parsedEvents).hasSize(3);
        assertThat(parsedEvents.get(0)).isInstanceOf(ParsedEvent.Valid.class).isEqualTo(parsedEvents.get(2));
        assertThat(parsedEvents.get(1)).isInstanceOfSatisfying(ParsedEvent.Invalid.class, invalidEvent -> {
            assertThat(invalidEvent.rejection().code()).isEqualTo("invalid-json");
            assertThat(invalidEvent.rejection().pointer()).isEqualTo("/events/1");
            assertThat(invalidEvent.source()).isEqualTo(fault);
        });
    }

    @Test
    void doesNotAffectOtherEventsByItsWrongEncoding() {
        byte[] latin = ("{\"events\":[" + TestBatches.click("\"query\":\"é\"") + "," + GOOD + "]}")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(TestBatches.read(latin)).hasSize(2).element(1).isInstanceOf(ParsedEvent.Valid.class);
    }
}
