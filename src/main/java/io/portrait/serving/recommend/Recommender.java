package io.portrait.serving.recommend;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.MixturePosterior;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.model.nextitem.ScoredItems;
import io.portrait.serving.models.NextItemPredictor;
import io.portrait.serving.recommend.ServedList.ExplorationDraw;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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

/** Recommendations: the shared layer's suggestions without what the person, the catalogue or the purpose rule out. */
@Component
public class Recommender {

    private static final int WIDENING_FACTOR = 8;
    private static final int MIN_EXPLORED_LENGTH = 3;

    /** Items that may take the last place. */
    private static final int MAX_EXPLORATION_CANDIDATES = 20;

    /**
     * What is asked for.
     *
     * @param personalContext nobody where what is known of the person may not be used
     * @param category only items about this topic
     * @param explain whether with reasons
     */
    public record RecommendationRequest(
            Optional<PersonalContext> personalContext,
            ListPurpose purpose,
            Optional<Topic> category,
            int limit,
            boolean explain)
            implements PersonalizedRequest {}

    /** A list and the id that it is kept under. */
    public record Recommendations(List<RankedItem> items, UUID listId) {

        public Recommendations {
            items = List.copyOf(items);
        }
    }

    private final NextItemPredictor nextItems;
    private final Catalog catalogue;
    private final ServedListLog servedListLog;
    private final RecommendationProperties properties;
    private final Clock clock;

    Recommender(
            NextItemPredictor nextItems,
            Catalog catalogue,
            ServedListLog servedListLog,
            RecommendationProperties properties,
            Clock clock) {
        this.nextItems = nextItems;
        this.catalogue = catalogue;
        this.servedListLog = servedListLog;
        this.properties = properties;
        this.clock = clock;
    }

    /** A list for a person. One who is not known gets what is popular. */
    public Recommendations recommend(RecommendationRequest request) {
        FilteredCandidates filtered = findCandidates(request);
        List<Candidate> best = MarginalRelevance.select(filtered.candidates(), properties.diversity(), request.limit());
        FinalList finalList = explore(request, best, filtered);
        List<RankedItem> items = request.explain()
                ? explained(request, finalList.candidates())
                : finalList.candidates().stream()
                        .map(candidate -> candidate.toRankedItem().withoutReasons())
                        .toList();
        UUID listId = UUID.randomUUID();
        request.user().ifPresent(user -> servedListLog.log(servedList(listId, user, request.purpose(), finalList)));
        return new Recommendations(items, listId);
    }

    /**
     * A list with the item in its last place, and how probable that was.
     *
     * @param lastPropensity of the last; all others are where they are for sure
     * @param draw what the last was drawn from, if it was
     */
    private record FinalList(List<Candidate> candidates, double lastPropensity, Optional<ExplorationDraw> draw) {

        static FinalList withoutExploration(List<Candidate> candidates) {
            return new FinalList(candidates, 1, Optional.empty());
        }

        static FinalList withDraw(
                List<Candidate> itemsAbove, List<Candidate> explorationCandidates, Exploration.Pick drawnPick) {
            List<Candidate> candidates = Stream.concat(
                            itemsAbove.stream(), Stream.of(explorationCandidates.get(drawnPick.index())))
                    .toList();
            List<ItemId> items = explorationCandidates.stream()
                    .map(candidate -> candidate.scoredItem().item())
                    .toList();
            return new FinalList(
                    candidates,
                    drawnPick.propensity(),
                    Optional.of(new ExplorationDraw(items, drawnPick.propensities())));
        }
    }

    /** Now and then the last place of a longer list goes to one of the next items. */
    private FinalList explore(RecommendationRequest request, List<Candidate> best, FilteredCandidates filtered) {
        if (best.size() < Math.max(MIN_EXPLORED_LENGTH, request.limit())
                || request.user().isEmpty()) {
            return FinalList.withoutExploration(best);
        }
        List<Candidate> itemsAbove = best.subList(0, best.size() - 1);
        List<Candidate> explorationCandidates = Stream.concat(
                        Stream.of(best.getLast()),
                        filtered.candidates().stream().filter(candidate -> !best.contains(candidate)))
                .limit(MAX_EXPLORATION_CANDIDATES)
                .toList();
        MixturePosterior posterior = filtered.scoredItems()
                .posteriorOf(explorationCandidates.stream()
                        .map(explorationCandidate ->
                                explorationCandidate.scoredItem().item())
                        .toList());
        Exploration.Pick draw = Exploration.draw(posterior, properties.exploration(), ThreadLocalRandom.current());
        return FinalList.withDraw(itemsAbove, explorationCandidates, draw);
    }

    private ServedList servedList(UUID listId, UserId user, ListPurpose purpose, FinalList finalList) {
        int last = finalList.candidates().size() - 1;
        return new ServedList(
                listId,
                user,
                purpose.name().toLowerCase(Locale.ROOT),
                clock.instant(),
                IntStream.rangeClosed(0, last)
                        .mapToObj(i -> new ServedList.ServedItem(
                                finalList.candidates().get(i).scoredItem().item(),
                                i == last ? finalList.lastPropensity() : 1))
                        .toList(),
                finalList.draw(),
                Optional.empty());
    }

    /** What was suggested, and what the filters left of it. */
    private record FilteredCandidates(ScoredItems scoredItems, List<Candidate> candidates) {}

    /** More are looked at where the filters leave too few. */
    private FilteredCandidates findCandidates(RecommendationRequest request) {
        int depth = Math.max(properties.candidates(), request.limit());
        while (true) {
            ScoredItems scoredItems =
                    nextItems.recommend(request.user(), request.purpose().allowsRepeats(), depth);
            List<Candidate> eligible = filter(request, scoredItems.items());
            if (eligible.size() >= request.limit() || scoredItems.items().size() < depth) {
                return new FilteredCandidates(scoredItems, eligible);
            }
            depth *= WIDENING_FACTOR;
        }
    }

    private List<Candidate> filter(RecommendationRequest request, List<ScoredItem> scoredItems) {
        Map<ItemId, Item> items = catalogue.findCurrent(ids(scoredItems));
        Set<ItemId> deleted = catalogue.findDeleted(ids(scoredItems));
        return scoredItems.stream()
                .filter(scoredItem -> !deleted.contains(scoredItem.item()))
                .map(scoredItem ->
                        Candidate.of(scoredItem, Optional.ofNullable(items.get(scoredItem.item())), request.controls()))
                .filter(Candidate::isAllowed)
                .filter(candidate -> request.category().map(candidate::hasTopic).orElse(true))
                .toList();
    }

    private static Set<ItemId> ids(List<ScoredItem> scoredItems) {
        return scoredItems.stream().map(ScoredItem::item).collect(Collectors.toSet());
    }

    private List<RankedItem> explained(RecommendationRequest request, List<Candidate> list) {
        List<ItemId> ids =
                list.stream().map(candidate -> candidate.scoredItem().item()).toList();
        List<ScoredItem> explainedItems =
                nextItems.explain(request.user(), request.purpose().allowsRepeats(), ids);
        Map<ItemId, Item> items = catalogue.findCurrent(ids(explainedItems));
        return explainedItems.stream()
                .map(scoredItem ->
                        Candidate.of(scoredItem, Optional.ofNullable(items.get(scoredItem.item())), request.controls()))
                .map(Candidate::toRankedItem)
                .toList();
    }

    /**
     * What an item would be to the person if they had never turned to another; empty if one is not known. What they have
     * said of its topics counts as in every list.
     */
    public Optional<RankedItem> counterfactual(
            PersonalContext personalContext, ListPurpose purpose, ItemId item, ItemId removed) {
        OptionalDouble probability =
                nextItems.counterfactualProbability(personalContext.userId(), purpose.allowsRepeats(), item, removed);
        return probability.isEmpty()
                ? Optional.empty()
                : Optional.of(applyControls(personalContext, item, probability.getAsDouble())
                        .withoutReasons());
    }

    private RankedItem applyControls(PersonalContext personalContext, ItemId item, double probability) {
        ScoredItem scoredItem = new ScoredItem(item, probability, nextItems.topics(item), List.of());
        return Candidate.of(scoredItem, catalogue.find(item), personalContext.controls())
                .toRankedItem();
    }
}
