package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the JSON of one event is wrong with that event only. */
class FaultyEventTest {

    private static final String GOOD = Batches.click("\"query\":\"a \\\"]},{[\\\\\"");

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
                Batches.click("\"properties\":{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void spoilsNoOther(String fault) {
        List<Reading> readings =
                Batches.read(" { \"x\":[{}] , \"events\":[ %1$s , %2$s,%1$s ] }".formatted(GOOD, fault));
        assertThat(readings).hasSize(3);
        assertThat(readings.get(0)).isInstanceOf(Reading.Clean.class).isEqualTo(readings.get(2));
        assertThat(readings.get(1)).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.rejection().code()).isEqualTo("invalid-json");
            assertThat(bad.rejection().pointer()).isEqualTo("/events/1");
            assertThat(bad.source()).isEqualTo(fault);
        });
    }

    @Test
    void mayBeInTheWrongEncoding() {
        byte[] latin = ("{\"events\":[" + Batches.click("\"query\":\"é\"") + "," + GOOD + "]}")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Batches.read(latin)).hasSize(2).element(1).isInstanceOf(Reading.Clean.class);
    }
}
