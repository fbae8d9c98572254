package io.portrait.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextItemsTest {

    private static final int ITEMS = 20;

    private final NextItems nextItems =
            new NextItems(new NextItemProperties(1_000, Duration.ZERO, 1, Duration.ofDays(1), 1_000, 1_000));

    /** What is typical may be a thousandth of all choices behind; a list for somebody unknown must not show it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void somebodyUnknownIsExactlyTypicalWhateverWasLearnedSince(boolean explain) {
        IntStream.range(0, 3_000).forEach(i -> learn(i % 50, i % 7 * (i % 3)));
        List<ItemId> items =
                IntStream.range(0, ITEMS).mapToObj(NextItemsTest::item).toList();
        nextItems.compare(Optional.of(user(1)), items, explain);
        learn(60, 4);
        assertThat(nextItems.compare(Optional.of(user(99_999)), items, explain))
                .isNotEmpty()
                .allSatisfy(compared -> assertThat(compared.typical())
                        .isEqualTo(compared.suggestion().probability()));
    }

    private void learn(int user, int item) {
        nextItems.learn(List.of(new Choice(user(user), item(item), List.of(new Topic("topic-" + item % 3)))));
    }

    private static UserId user(int number) {
        return new UserId("user-" + number);
    }

    private static ItemId item(int number) {
        return new ItemId("item-" + number);
    }
}
