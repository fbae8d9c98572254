package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All ids have one format. */
class IdentifierTest {

    static Stream<Function<String, Object>> ids() {
        return Stream.of(UserId::new, MessageId::new, ItemId::new);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void accept1To128Characters(Function<String, Object> id) {
        for (String good : List.of("x", " ", "x".repeat(128), "用户-1", "😀".repeat(64), "\u00a0", "a b/c:'\"\\")) {
            assertThat(id.apply(good)).hasToString(good).isEqualTo(id.apply(good));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void rejectEmptyAndTooLongValues(Function<String, Object> id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> id.apply(""))
                .withMessageEndingWith("must have 1 to 128 characters, has 0");
        assertThatIllegalArgumentException().isThrownBy(() -> id.apply("x".repeat(129)));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void rejectControlCharacters(Function<String, Object> id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> id.apply("ab\0"))
                .withMessageEndingWith("must not contain control characters, has U+0000 at 2");
        for (String bad : List.of("\n", "a\tb", "\u001b[31m", "\u007f", "\u0085", "\u009f")) {
            assertThatIllegalArgumentException().isThrownBy(() -> id.apply(bad));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void rejectUnpairedSurrogates(Function<String, Object> id) {
        for (String bad : List.of("\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d", "\ud83d\ud83d\ude00", "😀\ude00")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> id.apply(bad))
                    .withMessageContaining("half a surrogate pair at");
        }
    }

    @Test
    void nameTheInvalidIdInTheMessage() {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId("")).withMessageStartingWith("userId");
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId("")).withMessageStartingWith("messageId");
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemId("")).withMessageStartingWith("item");
    }

    @Test
    void areOrderedByCodeUnits() {
        assertThat(Stream.of("b", "B", "a", "😀", "\uffee", "10", "9")
                        .map(UserId::new)
                        .sorted())
                .extracting(UserId::value)
                .containsExactly("10", "9", "B", "a", "b", "😀", "\uffee");
        assertThat(new MessageId("a")).isLessThan(new MessageId("b"));
        assertThat(new ItemId("a")).isEqualByComparingTo(new ItemId("a"));
    }
}
