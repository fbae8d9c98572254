package io.portrait.serving.recommend;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.model.nextitem.Reason;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.model.searchclick.AttractionLift;
import io.portrait.model.searchclick.ResultItem;
import io.portrait.serving.models.NextItemPredictor;
import io.portrait.serving.models.NextItemPredictor.PersonalLift;
import io.portrait.serving.models.SearchClickScorer;
import io.portrait.serving.recommend.Recommender.Recommendations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Brings a caller's list into an order for a person. The caller's order is worth something: a place in it counts
 * 1/log₂(place + 1), as in discounted cumulative gain, times the item's lift, by how much the person is likelier to turn
 * to it than anybody; and of a search times what clicks in earlier lists say of the item under the query ({@link AttractionLift}).
 * Where nothing is known, of the person and of the query, every factor is exactly 1, and the order stays.
 */
@Component
public class Ranker {

    /** What little is known of an item must not carry it from the end of the list to its beginning. */
    private static final double MAX_LIFT = 20;

    private final NextItemPredictor nextItems;
    private final SearchClickScorer searches;
    private final Catalog catalogue;
    private final ServedListLog servedListLog;

    Ranker(NextItemPredictor nextItems, SearchClickScorer searches, Catalog catalogue, ServedListLog servedListLog) {
        this.nextItems = nextItems;
        this.searches = searches;
        this.catalogue = catalogue;
        this.servedListLog = servedListLog;
    }

    /**
     * Ranks.
     *
     * @return all of them, the best first; those of topics that the person never wants at the end
     */
    public Recommendations rank(RankingRequest request) {
        List<InterestControl> controls = request.controls();
        List<ItemId> itemIds = request.itemIds();
        Map<ItemId, Item> catalogItems =
                request.needsCatalogTopics() ? catalogue.findCurrent(new HashSet<>(itemIds)) : Map.of();
        Map<ItemId, PersonalLift> comparisons =
                nextItems.compareWithColdStart(request.user(), itemIds, request.explain()).stream()
                        .collect(Collectors.toMap(
                                comparison -> comparison.personal().item(), Function.identity()));
        List<AttractionLift> lifts = lifts(request, catalogItems);
        List<RankedItem> ranked = new ArrayList<>();
        for (int i = 0; i < itemIds.size(); i++) {
            Optional<PersonalLift> optionalComparison = Optional.ofNullable(comparisons.get(itemIds.get(i)));
            ScoredItem scoredItem = scoreItem(request.items().get(i), request.priorRelevance(i), optionalComparison);
            ScoredItem liftedItem = applyLift(scoredItem, lifts.get(i));
            ranked.add(Candidate.of(liftedItem, Optional.ofNullable(catalogItems.get(itemIds.get(i))), controls)
                    .toRankedItem()
                    .withProbability(optionalComparison
                            .map(comparison -> comparison.personal().probability())
                            .orElse(0.0)));
        }
        ranked.sort(Comparator.comparingDouble(RankedItem::score).reversed());
        return servedListLog.logRanking(request, ranked);
    }

    private List<AttractionLift> lifts(RankingRequest request, Map<ItemId, Item> catalogItems) {
        return request.query()
                .map(query -> searches.lifts(query, resultItems(request, catalogItems)))
                .orElseGet(() -> Collections.nCopies(request.items().size(), AttractionLift.NEUTRAL));
    }

    private static List<ResultItem> resultItems(RankingRequest request, Map<ItemId, Item> catalogItems) {
        Map<ItemId, Double> relevanceByItem = request.relativePriorRelevance();
        return request.items().stream()
                .map(rankingItem -> new ResultItem(
                        rankingItem.item(),
                        Optional.ofNullable(catalogItems.get(rankingItem.item()))
                                .map(Item::topics)
                                .orElse(rankingItem.topics()),
                        relevanceByItem.getOrDefault(rankingItem.item(), 0.0)))
                .toList();
    }

    /** Each factor adds what it changes, so that the reasons still add up to the score. */
    private static ScoredItem applyLift(ScoredItem scoredItem, AttractionLift lift) {
        if (lift.equals(AttractionLift.NEUTRAL)) {
            return scoredItem;
        }
        double byTopics = scoredItem.probability() * Math.min(MAX_LIFT, lift.topics());
        double byItem = byTopics * Math.min(MAX_LIFT, lift.item());
        List<Reason> reasons = new ArrayList<>(scoredItem.reasons());
        if (lift.topics() != 1) {
            reasons.add(new Reason.FeatureReason("query-topics", byTopics - scoredItem.probability()));
        }
        if (lift.item() != 1) {
            reasons.add(new Reason.FeatureReason("query-item", byItem - byTopics));
        }
        return new ScoredItem(scoredItem.item(), byItem, scoredItem.topics(), reasons);
    }

    /** Of an item that nobody has chosen only its place speaks. */
    private static ScoredItem scoreItem(
            RankingItem rankingItem, double priorRelevance, Optional<PersonalLift> comparisons) {
        return comparisons
                .map(comparison -> {
                    ScoredItem scoredItem = comparison.personal();
                    double lift = Math.min(MAX_LIFT, scoredItem.probability() / comparison.coldStartProbability());
                    double factor = priorRelevance * lift / scoredItem.probability();
                    return new ScoredItem(
                            rankingItem.item(),
                            priorRelevance * lift,
                            rankingItem.topics().isEmpty() ? scoredItem.topics() : rankingItem.topics(),
                            scoredItem.reasons().stream()
                                    .map(reason -> reason.scaledBy(factor))
                                    .toList());
                })
                .orElseGet(() -> new ScoredItem(
                        rankingItem.item(),
                        priorRelevance,
                        rankingItem.topics(),
                        List.of(new Reason.FeatureReason("given-order", priorRelevance))));
    }
}
