package io.portrait.model.searchclick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionBasedClickModelTest {

    private static final List<ItemId> GIVEN =
            IntStream.range(0, 6).mapToObj(i -> new ItemId("d" + i)).toList();

    private static final List<ResultItem> RESULT_ITEMS = ResultItem.inGivenOrder(GIVEN);

    private static final Topic SHOES = new Topic("shoes");
    private static final Topic PANS = new Topic("pans");

    /** The attraction of each given item; the last one is the best. */
    private static final double[] ATTRACTIONS = {0.3, 0.1, 0.2, 0.1, 0.2, 0.8};

    private final PositionBasedClickModel model = new PositionBasedClickModel(ExaminationProbabilities.learned(), 12);

    /** The result items in the order in which they are shown. */
    private static List<ResultItem> resultItems(List<ItemId> shownItems) {
        return shownItems.stream()
                .map(item -> RESULT_ITEMS.get(GIVEN.indexOf(item)))
                .toList();
    }

    private static void simulate(PositionBasedClickModel model, int searches) {
        Random random = new Random(3);
        for (int i = 0; i < searches; i++) {
            List<ItemId> shownItems = model.rank("q", RESULT_ITEMS);
            Set<ItemId> clicked = new HashSet<>();
            for (int position = 1; position <= shownItems.size(); position++) {
                double attraction = ATTRACTIONS[GIVEN.indexOf(shownItems.get(position - 1))];
                if (random.nextDouble() < attraction / position) {
                    clicked.add(shownItems.get(position - 1));
                }
            }
            model.learn("q", resultItems(shownItems), clicked);
        }
    }

    @Test
    void keepsTheGivenOrderWithoutClicks() {
        assertThat(model.rank("q", RESULT_ITEMS)).isEqualTo(GIVEN);
        simulate(model, 100);
        assertThat(model.rank("another", RESULT_ITEMS)).isEqualTo(GIVEN);
    }

    @Test
    void movesAnItemClickedAtTheEndToTheTop() {
        simulate(model, 1_000);
        assertThat(model.rank("q", RESULT_ITEMS).getFirst()).isEqualTo(GIVEN.getLast());
    }

    /**
     * At position 3 the click rate is 1/3 of the attraction; with 4,000 examinations the standard deviation is 0.01.
     */
    @Test
    void correctsTheAttractionForAFixedExamination() {
        PositionBasedClickModel fixedModel =
                new PositionBasedClickModel(ExaminationProbabilities.fixed(position -> 1.0 / position), 12);
        Random random = new Random(5);
        for (int i = 0; i < 12_000; i++) {
            fixedModel.learn("q", RESULT_ITEMS, random.nextDouble() < 0.5 / 3 ? Set.of(GIVEN.get(2)) : Set.of());
        }
        assertThat(fixedModel.attractions("q", RESULT_ITEMS).get(2).rate()).isEqualTo(0.5, within(0.04));
    }

    /** Two orders alternate, so that each item is equally often at both positions and only the position differs. */
    @Test
    void learnsTheExaminationFromItemsShownAtSeveralPositions() {
        Random random = new Random(7);
        List<ItemId> pair = GIVEN.subList(0, 2);
        for (int i = 0; i < 20_000; i++) {
            List<ItemId> shownItems = i % 2 == 0 ? pair : pair.reversed();
            Set<ItemId> clicked = new HashSet<>();
            for (int position = 1; position <= 2; position++) {
                if (random.nextDouble() < 0.4 * (position == 1 ? 1 : 0.25)) {
                    clicked.add(shownItems.get(position - 1));
                }
            }
            model.learn("q", resultItems(shownItems), clicked);
        }
        assertThat(model.examination(1)).isEqualTo(1);
        assertThat(model.examination(2)).isEqualTo(0.25, within(0.05));
    }

    @Test
    void evictsTheLeastRecentlyUsedPairs() {
        simulate(model, 1_000);
        model.learn("second", RESULT_ITEMS, Set.of());
        model.learn("third", RESULT_ITEMS, Set.of());
        assertThat(model.rank("q", RESULT_ITEMS)).isEqualTo(GIVEN);
    }

    /** A lift close to 1 would be enough for an order, but not for a given order with ties. */
    @Test
    void everyLiftIsExactlyOneWithoutClicks() {
        simulate(model, 100);
        assertThat(model.lifts("another", RESULT_ITEMS)).containsOnly(AttractionLift.NEUTRAL);
    }

    @Test
    void normalizesQueries() {
        simulate(model, 1_000);
        assertThat(model.lifts("  Q! ", RESULT_ITEMS)).isEqualTo(model.lifts("q", RESULT_ITEMS));
    }

    /** Searches for running shoes lead to clicks on shoes; the new pair was never shown. */
    @Test
    void generalizesOverWordsAndTopicsToNewItemsAndQueries() {
        PositionBasedClickModel fresh = new PositionBasedClickModel(ExaminationProbabilities.learned(), 1_000);
        ResultItem shoe = new ResultItem(new ItemId("shoe"), List.of(SHOES), ResultItem.positionDiscount(2));
        ResultItem pan = new ResultItem(new ItemId("pan"), List.of(PANS), ResultItem.positionDiscount(1));
        for (int i = 0; i < 50; i++) {
            fresh.learn("running shoes", List.of(pan, shoe), Set.of(shoe.item()));
        }
        ResultItem newShoe = new ResultItem(new ItemId("new-shoe"), List.of(SHOES), ResultItem.positionDiscount(2));
        ResultItem newPan = new ResultItem(new ItemId("new-pan"), List.of(PANS), ResultItem.positionDiscount(1));
        assertThat(fresh.rank("red shoes", List.of(newPan, newShoe))).containsExactly(newShoe.item(), newPan.item());
        assertThat(fresh.lifts("red shoes", List.of(newShoe)).getFirst().item()).isEqualTo(1);
        assertThat(fresh.rank("red hats", List.of(newPan, newShoe))).containsExactly(newPan.item(), newShoe.item());
    }

    /** A click at the end of the list is stronger evidence than one at its beginning. */
    @Test
    void clicksAtALowExaminationLiftMore() {
        PositionBasedClickModel first = new PositionBasedClickModel(ExaminationProbabilities.learned(), 12);
        PositionBasedClickModel last = new PositionBasedClickModel(ExaminationProbabilities.learned(), 12);
        for (int i = 0; i < 20; i++) {
            first.learn("q", RESULT_ITEMS, Set.of(GIVEN.get(0)));
            last.learn("q", RESULT_ITEMS, Set.of(GIVEN.get(5)));
        }
        assertThat(last.lifts("q", RESULT_ITEMS).get(5).item())
                .isGreaterThan(2 * first.lifts("q", RESULT_ITEMS).get(0).item());
    }

    private static final List<ResultItem> ITEMS_WITH_TOPIC = IntStream.range(0, 6)
            .mapToObj(i ->
                    new ResultItem(GIVEN.get(i), List.of(i == 5 ? SHOES : PANS), ResultItem.positionDiscount(i + 1)))
            .toList();

    /** A person shown the given order clicks on the last item. */
    private static void clickLast(PositionBasedClickModel model, String query, int person, int search) {
        PersonSearch personSearch = new PersonSearch(new UserId("p" + person), search);
        model.learnShown(query, ITEMS_WITH_TOPIC, personSearch);
        model.learnClick(query, ITEMS_WITH_TOPIC.get(5), 6, personSearch);
    }

    private static int rankOfLast(PositionBasedClickModel model) {
        return 1 + model.rank("red shoes", ITEMS_WITH_TOPIC).indexOf(GIVEN.get(5));
    }

    /** A lift of 1.1 by the item and one of 1.1 by its topic: the last of six passes two items at most. */
    @Test
    void oneClickOfOnePersonMovesAnItemLittle() {
        PositionBasedClickModel fresh = new PositionBasedClickModel(ExaminationProbabilities.learned(), 1_000);
        clickLast(fresh, "red shoes", 1, 1);
        assertThat(fresh.lifts("red shoes", ITEMS_WITH_TOPIC).get(5).product()).isBetween(1.0, 1.22);
        assertThat(rankOfLast(fresh)).isGreaterThanOrEqualTo(4);
        assertThat(fresh.rank("red shoes", ITEMS_WITH_TOPIC).getFirst()).isEqualTo(GIVEN.getFirst());
    }

    /** The person repeats the query, spells it in another way, and sends other queries with its words. */
    @Test
    void aPersonCountsOnceHoweverOftenTheyClick() {
        PositionBasedClickModel once = new PositionBasedClickModel(ExaminationProbabilities.learned(), 1_000);
        clickLast(once, "red shoes", 1, 1);
        PositionBasedClickModel often = new PositionBasedClickModel(ExaminationProbabilities.learned(), 1_000);
        for (int i = 1; i <= 100; i++) {
            clickLast(often, i % 2 == 0 ? "Red Shoes!" : "red shoes", 1, 2 * i);
            clickLast(often, "shoes " + i, 1, 2 * i + 1);
        }
        assertThat(often.lifts("red shoes", ITEMS_WITH_TOPIC).get(5).product()).isLessThan(1.22);
        assertThat(rankOfLast(often)).isEqualTo(rankOfLast(once));
    }

    @Test
    void tenPersonsMoveTheItemToTheTop() {
        PositionBasedClickModel fresh = new PositionBasedClickModel(ExaminationProbabilities.learned(), 1_000);
        IntStream.rangeClosed(1, 10).forEach(person -> clickLast(fresh, "red shoes", person, person));
        assertThat(rankOfLast(fresh)).isEqualTo(1);
    }
}
