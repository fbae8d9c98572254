package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.portrait.kernel.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredBehaviourTest {

    static Stream<Behaviour> behaviours() {
        return Stream.of(
                new Behaviour.Impression(),
                new Behaviour.View(12.5),
                new Behaviour.Click(),
                new Behaviour.Search("lamp 灯"),
                new Behaviour.Cart(),
                new Behaviour.Uncart(),
                new Behaviour.Purchase(0.1 + 0.2),
                new Behaviour.Refund(1e12),
                new Behaviour.Like(),
                new Behaviour.Dislike(),
                new Behaviour.Rating(-0.0, 1e-3),
                new Behaviour.Share(),
                new Behaviour.Comment(),
                new Behaviour.Follow(),
                new Behaviour.Transaction(Double.MIN_VALUE),
                new Behaviour.Custom("waved"),
                new Behaviour.Identify(new Traits(new TreeMap<>(Map.of("plan", "\"pro\""))), new UserId("phone")),
                new Behaviour.Alias(new UserId("tablet")),
                new Behaviour.Merge(new UserId("desk")),
                new Behaviour.Unmerge(new UserId("desk")));
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void isRestoredAsItWas(Behaviour behaviour) {
        assertThat(StoredBehaviour.of(behaviour).restore()).isEqualTo(behaviour);
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void hasTheCodeOfItsType(Behaviour behaviour) {
        EventType type = EventType.of(behaviour);
        assertThat(StoredBehaviour.of(behaviour).kind()).isEqualTo(type.code());
        assertThat(EventType.of(type.code())).isEqualTo(type);
        assertThat(EventType.named(type.wireName())).contains(type);
    }

    @Test
    void isKnownForEveryKindOfBehaviour() {
        assertThat(behaviours().map(Behaviour::getClass)).containsExactlyInAnyOrder(kinds());
        assertThat(behaviours().map(EventType::of)).containsExactly(EventType.values());
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Behaviour>[] kinds() {
        return (Class<? extends Behaviour>[]) Behaviour.class.getPermittedSubclasses();
    }

    /** The codes are in every journal there is: a change of this list breaks them all. */
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
    void ofANewerVersionIsRefusedWithWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new StoredBehaviour(21, null, null, null).restore())
                .withMessageContainingAll("kind 21", "start the version that wrote it");
    }

    @Test
    void withoutItsNumberIsNotMadeUp() {
        assertThatNullPointerException()
                .isThrownBy(() -> new StoredBehaviour(EventType.RATING.code(), 1.0, null, null).restore())
                .withMessage("the journal misses a number");
    }
}
