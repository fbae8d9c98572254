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
import io.portrait.serving.recommend.Recommender.ModelFreshness;
import io.portrait.serving.recommend.Recommender.Recommendations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Ranking of a caller's list for a person. The score of an item is the product of its prior relevance (the caller's
 * score, or the discount 1 / log₂(position + 1) of discounted cumulative gain), of the person's lift (the item's
 * probability for the person divided by that for an unknown user), and for a search of the {@link AttractionLift} by
 * earlier clicks. Without data about the person and the query every factor is exactly 1, so that the given order stays.
 */
@Component
public class Ranker {

    /**
     * A limit of each factor, so that sparse evidence cannot move an item from the end of the list to its beginning.
     */
    private static final double MAX_LIFT = 20;

    private final NextItemPredictor nextItems;
    private final SearchClickScorer searchClicks;
    private final Catalog catalog;
    private final ServedListLog servedListLog;

    Ranker(NextItemPredictor nextItems, SearchClickScorer searchClicks, Catalog catalog, ServedListLog servedListLog) {
        this.nextItems = nextItems;
        this.searchClicks = searchClicks;
        this.catalog = catalog;
        this.servedListLog = servedListLog;
    }

    /**
     * Ranks a list.
     *
     * @return all items, the best first; items with a topic set to "never" are last
     */
    public Recommendations rank(RankingRequest request) {
        Map<ItemId, Item> catalogItems =
                request.needsCatalogTopics() ? catalog.findCurrent(Set.copyOf(request.itemIds())) : Map.of();
        Map<ItemId, PersonalLift> personalLifts = personalLifts(request);
        List<AttractionLift> attractionLifts = attractionLifts(request, catalogItems);
        List<RankedItem> ranked = new ArrayList<>();
        for (int i = 0; i < request.items().size(); i++) {
            RankingItem item = request.items().get(i);
            Optional<PersonalLift> personalLift = Optional.ofNullable(personalLifts.get(item.item()));
            ScoredItem scored =
                    applyLift(scoreItem(item, request.priorRelevance(i), personalLift), attractionLifts.get(i));
            ranked.add(Candidate.of(scored, Optional.ofNullable(catalogItems.get(item.item())), request.controls())
                    .toRankedItem()
                    .withProbability(personalLift
                            .map(lift -> lift.personal().probability())
                            .orElse(0.0)));
        }
        ranked.sort(Comparator.comparingDouble(RankedItem::score).reversed());
        return servedListLog.logRanking(request, ranked, freshness(request));
    }

    /** The freshness of the model behind a ranking; for a search, of the model that is further behind. */
    private ModelFreshness freshness(RankingRequest request) {
        return request.query().isEmpty()
                ? new ModelFreshness(nextItems.isReady(), nextItems.asOf())
                : new ModelFreshness(
                        nextItems.isReady() && searchClicks.isReady(),
                        nextItems.asOf().flatMap(one -> searchClicks.asOf().map(other -> earlier(one, other))));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Map<ItemId, PersonalLift> personalLifts(RankingRequest request) {
        return nextItems.compareWithColdStart(request.person(), request.itemIds(), request.explain()).stream()
                .collect(Collectors.toMap(lift -> lift.personal().item(), Function.identity()));
    }

    private List<AttractionLift> attractionLifts(RankingRequest request, Map<ItemId, Item> catalogItems) {
        return request.query()
                .map(query -> searchClicks.lifts(query, resultItems(request, catalogItems)))
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

    /** Each factor becomes a reason with the change that it makes, so that the reasons still sum to the score. */
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

    /** The prior relevance times the person's lift; an item without interactions keeps its prior relevance. */
    private static ScoredItem scoreItem(
            RankingItem rankingItem, double priorRelevance, Optional<PersonalLift> personalLift) {
        return personalLift
                .map(lift -> applyLift(rankingItem, priorRelevance, lift))
                .orElseGet(() -> new ScoredItem(
                        rankingItem.item(),
                        priorRelevance,
                        rankingItem.topics(),
                        List.of(new Reason.FeatureReason("given-order", priorRelevance))));
    }

    private static ScoredItem applyLift(RankingItem rankingItem, double priorRelevance, PersonalLift personalLift) {
        ScoredItem personal = personalLift.personal();
        double lift = Math.min(MAX_LIFT, personal.probability() / personalLift.coldStartProbability());
        double factor = priorRelevance * lift / personal.probability();
        return new ScoredItem(
                rankingItem.item(),
                priorRelevance * lift,
                rankingItem.topics().isEmpty() ? personal.topics() : rankingItem.topics(),
                personal.reasons().stream()
                        .map(reason -> reason.scaledBy(factor))
                        .toList());
    }
}
