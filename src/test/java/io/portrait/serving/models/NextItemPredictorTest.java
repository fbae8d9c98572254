package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.Interaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextItemPredictorTest {

    private static final int ITEMS = 20;

    private final NextItemPredictor predictor = new NextItemPredictor(new NextItemProperties(1_000, 1_000));

    /** The cached cold-start scores may be older than the model; a list for an unknown user must not show the difference. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUnknownUserGetsExactlyTheColdStartProbability(boolean explain) {
        IntStream.range(0, 3_000).forEach(i -> learn(i % 50, i % 7 * (i % 3)));
        List<ItemId> items =
                IntStream.range(0, ITEMS).mapToObj(NextItemPredictorTest::item).toList();
        predictor.compareWithColdStart(Optional.of(user(1)), items, explain);
        learn(60, 4);
        assertThat(predictor.compareWithColdStart(Optional.of(user(99_999)), items, explain))
                .isNotEmpty()
                .allSatisfy(lift -> assertThat(lift.coldStartProbability())
                        .isEqualTo(lift.personal().probability()));
    }

    private void learn(int user, int item) {
        Interaction interaction = new Interaction(user(user), item(item), List.of(new Topic("topic-" + item % 3)));
        predictor.learn(List.of(new EntryExamples.ItemInteraction(interaction, true)));
    }

    private static UserId user(int number) {
        return new UserId("user-" + number);
    }

    private static ItemId item(int number) {
        return new ItemId("item-" + number);
    }
}
