package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.model.nextitem.ReleasedItemModel.ItemCounts;
import io.portrait.model.nextitem.ReleasedItemModel.OwnHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReleasedItemModelTest {

    private static final ItemId LAMP = new ItemId("lamp");
    private static final ItemId BULB = new ItemId("bulb");
    private static final ItemId MUG = new ItemId("mug");
    private static final ItemId TEA = new ItemId("tea");
    private static final Topic LIGHT = new Topic("light");
    private static final Topic KITCHEN = new Topic("kitchen");

    private static final Map<ItemId, List<Topic>> CATALOG =
            Map.of(LAMP, List.of(LIGHT), BULB, List.of(LIGHT), MUG, List.of(KITCHEN), TEA, List.of(KITCHEN));

    private static final ItemCounts STATISTICS = new ItemCounts(
            Map.of(LAMP, 200.0, BULB, 100.0, MUG, 400.0), Map.of(LAMP, Map.of(BULB, 80.0), BULB, Map.of(LAMP, 80.0)));

    private static List<ScoredItem> score(ItemCounts statistics, OwnHistory own) {
        return new ReleasedItemModel(statistics).score(own, CATALOG);
    }

    private static ScoredItem find(List<ScoredItem> list, ItemId item) {
        return list.stream()
                .filter(scored -> scored.item().equals(item))
                .findFirst()
                .orElseThrow();
    }

    private static OwnHistory bought(ItemId... newestFirst) {
        return new OwnHistory(List.of(newestFirst), Map.of());
    }

    @Test
    void probabilitiesSumToOneAndReasonsToTheProbability() {
        List<ScoredItem> list = score(STATISTICS, new OwnHistory(List.of(LAMP, MUG, LAMP), Map.of(KITCHEN, 2.0)));
        assertThat(list).hasSize(CATALOG.size());
        assertThat(list.stream().mapToDouble(ScoredItem::probability).sum()).isCloseTo(1, within(1e-12));
        assertThat(list).allSatisfy(item -> {
            assertThat(item.reasons().stream().mapToDouble(Reason::contribution).sum())
                    .isCloseTo(item.probability(), within(1e-12));
            assertThat(item.reasons()).doesNotHaveDuplicates();
        });
        assertThat(list).isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
    }

    @Test
    void withoutOwnDataPopularItemsComeFirst() {
        assertThat(score(STATISTICS, OwnHistory.EMPTY))
                .extracting(ScoredItem::item)
                .containsExactly(MUG, LAMP, BULB, TEA);
    }

    @Test
    void whatOthersChoseTogetherIsAReason() {
        ScoredItem bulb = find(score(STATISTICS, bought(LAMP)), BULB);
        assertThat(bulb.reasons().getFirst()).isInstanceOfSatisfying(Reason.ItemReason.class, reason -> {
            assertThat(reason.item()).isEqualTo(LAMP);
            assertThat(reason.contribution()).isPositive();
        });
        assertThat(bulb.probability())
                .isGreaterThan(find(score(STATISTICS, bought(MUG)), BULB).probability());
    }

    /** A new shop has no statistics: own items and own topics make the list. */
    @Test
    void withoutStatisticsOwnItemsAndTopicsMakeTheList() {
        List<ScoredItem> list = score(ItemCounts.NONE, new OwnHistory(List.of(MUG), Map.of(KITCHEN, 1.5)));
        assertThat(list).extracting(ScoredItem::item).startsWith(MUG, TEA);
        assertThat(find(list, TEA).reasons().getFirst())
                .isInstanceOfSatisfying(
                        Reason.TopicReason.class,
                        reason -> assertThat(reason.topic()).isEqualTo(KITCHEN));
    }

    @Test
    void aNegativeInterestIsIgnored() {
        List<ScoredItem> list = score(ItemCounts.NONE, new OwnHistory(List.of(), Map.of(KITCHEN, -2.0)));
        assertThat(list).allSatisfy(item -> assertThat(item.probability()).isCloseTo(0.25, within(1e-12)));
    }

    @Test
    void aNewerOwnItemCountsMore() {
        List<ScoredItem> list = score(ItemCounts.NONE, bought(TEA, MUG));
        assertThat(list).extracting(ScoredItem::item).startsWith(TEA, MUG);
    }

    /** Post-processing: the result is a function of the statistics, the own history and the candidates alone. */
    @Test
    void itemsThatAreNotCandidatesDoNotMatter() {
        Map<ItemId, Double> persons = new HashMap<>(STATISTICS.persons());
        persons.put(new ItemId("elsewhere"), 1_000.0);
        assertThat(score(new ItemCounts(persons, STATISTICS.together()), bought(LAMP)))
                .isEqualTo(score(STATISTICS, bought(LAMP)));
    }

    @Test
    void theHistoryWithoutAnItemGivesTheCounterfactual() {
        OwnHistory own = bought(LAMP, MUG);
        double with = find(score(STATISTICS, own), BULB).probability();
        double without = find(score(STATISTICS, own.without(LAMP)), BULB).probability();
        assertThat(without).isLessThan(with);
        assertThat(own.without(LAMP)).isEqualTo(bought(MUG));
    }

    @Test
    void candidatesAreNeighboursAndPopularItems() {
        ReleasedItemModel model = new ReleasedItemModel(STATISTICS);
        assertThat(model.candidates(bought(LAMP), 1)).containsExactlyInAnyOrder(BULB, MUG);
        assertThat(Objects.requireNonNull(model.candidates(OwnHistory.EMPTY, 2)))
                .containsExactlyInAnyOrder(MUG, LAMP);
    }
}
