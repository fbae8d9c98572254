package io.portrait.serving.recommend;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.MixturePosterior;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.model.nextitem.ScoredItems;
import io.portrait.model.nextitem.ScoringRequest;
import io.portrait.serving.models.NextItemPredictor;
import io.portrait.serving.recommend.ServedList.ExplorationDraw;
import io.portrait.serving.recommend.ServedList.ServedItem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Recommendations: the most probable next items of the catalog, filtered by interest controls and purpose, diversified, with
 * an explored last position, and with a new item in some lists. One query to the model gives the probabilities, the reasons
 * and the posterior for exploration. Where the model knows too few items, others of the catalog fill the list.
 */
@Component
public class Recommender {

    private static final int WIDENING_FACTOR = 8;
    private static final int MIN_EXPLORED_LENGTH = 3;
    private static final int MAX_EXPLORATION_CANDIDATES = 20;

    /** The largest number of new items among which one is drawn: the newest ones. */
    private static final int MAX_NEW_ITEMS = 200;

    /** The number of items beyond the missing ones from which a part of a list is selected. */
    private static final int COLD_ITEMS_TO_DIVERSIFY = 50;

    /**
     * A request for a list.
     *
     * @param personalContext empty if personal data must not be used
     * @param category restricts the list to items of this topic and of the topics below it
     * @param explain whether the items carry reasons
     */
    public record RecommendationRequest(
            Optional<PersonalContext> personalContext,
            ListPurpose purpose,
            Optional<Topic> category,
            int limit,
            boolean explain)
            implements PersonalizedRequest {}

    /**
     * A list and the id under which it is logged.
     *
     * @param model what the model behind the list has learned
     */
    public record Recommendations(List<RankedItem> items, UUID listId, ModelFreshness model) {

        public Recommendations {
            items = List.copyOf(items);
        }
    }

    /**
     * The events that a model has learned.
     *
     * @param ready whether it has learned the journal
     * @param asOf the time before which every accepted event is learned; empty just after a start
     */
    public record ModelFreshness(boolean ready, Optional<Instant> asOf) {}

    /** Scored items and the candidates that the filters left. */
    private record FilteredCandidates(ScoredItems scoredItems, List<Candidate> candidates) {

        List<RankedItem> rankedItems(List<Candidate> list, boolean explain) {
            return list.stream()
                    .map(candidate -> explain && candidate.isScored()
                            ? candidate
                                    .withReasons(scoredItems.reasons(candidate.item()))
                                    .toRankedItem()
                            : candidate.toRankedItem().withoutReasons())
                    .toList();
        }
    }

    /**
     * A list with its random positions.
     *
     * @param newItemPropensity the propensity of the second-last item
     * @param lastPropensity the propensity of the last item; that of all items before these two is 1
     * @param draw the draw of the last item; empty without exploration
     */
    private record FinalList(
            List<Candidate> candidates,
            double newItemPropensity,
            double lastPropensity,
            Optional<ExplorationDraw> draw) {

        static FinalList of(List<Candidate> candidates) {
            return new FinalList(candidates, 1, 1, Optional.empty());
        }

        List<ServedItem> servedItems() {
            return IntStream.range(0, candidates.size())
                    .mapToObj(i -> new ServedItem(candidates.get(i).item(), propensity(candidates.size() - 1 - i)))
                    .toList();
        }

        private double propensity(int positionsToTheEnd) {
            return switch (positionsToTheEnd) {
                case 0 -> lastPropensity;
                case 1 -> newItemPropensity;
                default -> 1;
            };
        }
    }

    private final NextItemPredictor nextItems;
    private final Catalog catalog;
    private final ColdStartItems coldStartItems;
    private final ServedListLog servedListLog;
    private final RecommendationProperties properties;
    private final Clock clock;

    Recommender(
            NextItemPredictor nextItems,
            Catalog catalog,
            ServedListLog servedListLog,
            RecommendationProperties properties,
            Clock clock) {
        this.nextItems = nextItems;
        this.catalog = catalog;
        this.coldStartItems = new ColdStartItems(catalog);
        this.servedListLog = servedListLog;
        this.properties = properties;
        this.clock = clock;
    }

    /** Recommends items. An unknown user gets the popular ones; the newest of the catalog follow where these are too few. */
    public Recommendations recommend(RecommendationRequest request) {
        FilteredCandidates filtered = findCandidates(request, Math.max(properties.candidates(), request.limit()));
        List<Candidate> best = MarginalRelevance.select(filtered.candidates(), properties.diversity(), request.limit());
        FinalList explored = isExplored(request, best) ? explore(best, filtered) : FinalList.of(fill(request, best));
        FinalList finalList = showNewItem(request, explored);
        UUID listId = UUID.randomUUID();
        request.user().ifPresent(user -> servedListLog.add(servedList(listId, user, request.purpose(), finalList)));
        return new Recommendations(
                filtered.rankedItems(finalList.candidates(), request.explain()),
                listId,
                new ModelFreshness(nextItems.isReady(), nextItems.asOf()));
    }

    /** Scores the most probable items, and more of them if the filters leave too few. */
    private FilteredCandidates findCandidates(RecommendationRequest request, int depth) {
        ScoringRequest query =
                new ScoringRequest(request.person(), request.purpose().allowsRepeats(), request.explain());
        ScoredItems scoredItems = nextItems.recommend(query, depth);
        List<Candidate> candidates = filter(request, scoredItems.items());
        boolean isComplete =
                candidates.size() >= request.limit() || scoredItems.items().size() < depth;
        return isComplete
                ? new FilteredCandidates(scoredItems, candidates)
                : findCandidates(request, depth * WIDENING_FACTOR);
    }

    private List<Candidate> filter(RecommendationRequest request, List<ScoredItem> scoredItems) {
        Map<ItemId, Item> items = catalog.findRecommendable(
                scoredItems.stream().map(ScoredItem::item).collect(Collectors.toSet()));
        return scoredItems.stream()
                .filter(scoredItem -> items.containsKey(scoredItem.item()))
                .map(scoredItem ->
                        Candidate.of(scoredItem, Optional.ofNullable(items.get(scoredItem.item())), request.controls()))
                .filter(candidate ->
                        candidate.isScored() && candidate.isAllowed() && candidate.isIn(request.category()))
                .toList();
    }

    /** Appends items of the catalog, of different topics, to a list that is too short. */
    private List<Candidate> fill(RecommendationRequest request, List<Candidate> list) {
        int missing = request.limit() - list.size();
        if (missing <= 0) {
            return list;
        }
        List<Candidate> cold = coldStartItems.find(
                request, excluded(request, list), Optional.empty(), missing + COLD_ITEMS_TO_DIVERSIFY);
        List<Candidate> selected = MarginalRelevance.select(cold, properties.diversity(), missing);
        return Stream.concat(list.stream(), selected.stream()).toList();
    }

    /** The items of a list, and those that the person has seen if the purpose does not repeat them. */
    private Set<ItemId> excluded(RecommendationRequest request, List<Candidate> list) {
        Set<ItemId> excluded = list.stream().map(Candidate::item).collect(Collectors.toCollection(HashSet::new));
        if (!request.purpose().allowsRepeats()) {
            request.person().map(nextItems::history).ifPresent(excluded::addAll);
        }
        return excluded;
    }

    /**
     * Replaces the second-last item in a fraction of the complete lists by a new item, each with the same probability. The
     * model learns from lists only what they show, so an item that nobody has seen would stay unseen.
     */
    private FinalList showNewItem(RecommendationRequest request, FinalList list) {
        boolean isTaking = properties.newItems() > 0 && isExplored(request, list.candidates());
        List<Candidate> newItems = isTaking
                ? coldStartItems.find(
                        request,
                        excluded(request, list.candidates()),
                        Optional.of(properties.newItemPeriod()),
                        MAX_NEW_ITEMS)
                : List.of();
        if (newItems.isEmpty()) {
            return list;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextDouble() >= properties.newItems()) {
            return new FinalList(list.candidates(), 1 - properties.newItems(), list.lastPropensity(), list.draw());
        }
        List<Candidate> shown = new ArrayList<>(list.candidates());
        shown.set(shown.size() - 2, newItems.get(random.nextInt(newItems.size())));
        return new FinalList(shown, properties.newItems() / newItems.size(), list.lastPropensity(), list.draw());
    }

    /** Only complete lists of identified users are explored, because only these are logged. */
    private static boolean isExplored(RecommendationRequest request, List<Candidate> best) {
        return request.user().isPresent() && best.size() >= Math.max(MIN_EXPLORED_LENGTH, request.limit());
    }

    /** Draws the item of the last position from the item there and the next ones by score. */
    private FinalList explore(List<Candidate> best, FilteredCandidates filtered) {
        List<Candidate> candidates = Stream.concat(
                        Stream.of(best.getLast()),
                        filtered.candidates().stream().filter(candidate -> !best.contains(candidate)))
                .limit(MAX_EXPLORATION_CANDIDATES)
                .toList();
        List<ItemId> ids = candidates.stream().map(Candidate::item).toList();
        MixturePosterior posterior = filtered.scoredItems().posteriorOf(ids);
        Exploration.Pick pick = Exploration.draw(posterior, properties.exploration(), ThreadLocalRandom.current());
        List<Candidate> list = Stream.concat(
                        best.subList(0, best.size() - 1).stream(), Stream.of(candidates.get(pick.index())))
                .toList();
        return new FinalList(list, 1, pick.propensity(), Optional.of(new ExplorationDraw(ids, pick.propensities())));
    }

    private ServedList servedList(UUID listId, UserId user, ListPurpose purpose, FinalList finalList) {
        return new ServedList(
                listId,
                user,
                purpose.label(),
                clock.instant(),
                finalList.servedItems(),
                finalList.draw(),
                Optional.empty());
    }

    /**
     * An item as it would be scored without another item in the user's history, with the interest controls applied;
     * empty if the model does not know one of the items.
     */
    public Optional<RankedItem> counterfactual(
            PersonalContext personalContext, ListPurpose purpose, ItemId item, ItemId removed) {
        OptionalDouble probability =
                nextItems.counterfactualProbability(personalContext.person(), purpose.allowsRepeats(), item, removed);
        return probability.isEmpty()
                ? Optional.empty()
                : Optional.of(applyControls(personalContext, item, probability.getAsDouble())
                        .withoutReasons());
    }

    private RankedItem applyControls(PersonalContext personalContext, ItemId item, double probability) {
        ScoredItem scoredItem = new ScoredItem(item, probability, nextItems.topics(item), List.of());
        return Candidate.of(scoredItem, catalog.find(item), personalContext.controls())
                .toRankedItem();
    }
}
