package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadColumnsTest {

    static Stream<EventPayload> payloads() {
        return Stream.of(
                new EventPayload.Impression(),
                new EventPayload.View(12.5),
                new EventPayload.Click(),
                new EventPayload.Search("lamp 灯"),
                new EventPayload.AddToCart(),
                new EventPayload.RemoveFromCart(),
                new EventPayload.Purchase(Money.of("0.3")),
                new EventPayload.Refund(Money.of("1000000000000")),
                new EventPayload.Like(),
                new EventPayload.Dislike(),
                new EventPayload.Rating(-0.0, 1e-3),
                new EventPayload.Share(),
                new EventPayload.Comment(),
                new EventPayload.Follow(),
                new EventPayload.Transaction(Money.of("999999999999.9999")),
                new EventPayload.PaymentLabel(true),
                new EventPayload.Custom("waved"),
                new EventPayload.Identify(new Traits(new TreeMap<>(Map.of("plan", "\"pro\""))), new UserId("phone")),
                new EventPayload.Alias(new UserId("tablet")),
                new EventPayload.Merge(new UserId("desk")),
                new EventPayload.Unmerge(new UserId("desk")));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void restoresThePayload(EventPayload payload) {
        assertThat(PayloadColumns.of(payload).toPayload()).isEqualTo(payload);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void storesTheCodeOfItsType(EventPayload payload) {
        EventType type = EventType.of(payload);
        assertThat(PayloadColumns.of(payload).typeCode()).isEqualTo(type.code());
        assertThat(EventType.ofCode(type.code())).isEqualTo(type);
        assertThat(EventType.ofWireName(type.wireName())).contains(type);
    }

    @Test
    void coversEveryPayloadType() {
        assertThat(payloads().map(EventPayload::getClass)).containsExactlyInAnyOrder(payloadTypes());
        assertThat(payloads().map(EventType::of).distinct()).containsExactly(EventType.values());
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends EventPayload>[] payloadTypes() {
        return (Class<? extends EventPayload>[]) EventPayload.class.getPermittedSubclasses();
    }

    /** Existing journals contain the codes; a change of this list would break them. */
    @Test
    void hasCodesThatNeverChange() {
        assertThat(Arrays.stream(EventType.values()).map(type -> type.code() + " " + type.wireName()))
                .isEqualTo(List.of(
                        "1 impression",
                        "2 view",
                        "3 click",
                        "4 search",
                        "5 cart",
                        "6 uncart",
                        "7 purchase",
                        "8 refund",
                        "9 like",
                        "10 dislike",
                        "11 rating",
                        "12 share",
                        "13 comment",
                        "14 follow",
                        "15 transaction",
                        "16 custom",
                        "17 identify",
                        "18 alias",
                        "19 merge",
                        "20 unmerge"));
    }

    @Test
    void rejectsATypeOfANewerVersionWithTheActionToTake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new PayloadColumns(21, null, null, null).toPayload())
                .withMessageContainingAll("type code 21", "start the version that wrote it");
    }

    @Test
    void rejectsAMissingNumber() {
        assertThatNullPointerException()
                .isThrownBy(() -> new PayloadColumns(EventType.RATING.code(), 1.0, null, null).toPayload())
                .withMessage("the journal entry has no number where its type needs one");
    }
}
