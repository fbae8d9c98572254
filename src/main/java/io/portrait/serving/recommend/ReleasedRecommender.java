package io.portrait.serving.recommend;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.ReleasedItemModel;
import io.portrait.model.nextitem.ReleasedItemModel.OwnHistory;
import io.portrait.release.ReleasedItems;
import io.portrait.release.ReleasedItems.ReleasedStatistics;
import io.portrait.serving.recommend.Recommender.ModelFreshness;
import io.portrait.serving.recommend.Recommender.RecommendationRequest;
import io.portrait.serving.recommend.Recommender.Recommendations;
import io.portrait.serving.recommend.ServedList.ServedItem;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Recommendations for persons' tokens. The answers must not reveal the actions of other single persons, so the
 * exact models are not used: the input is the person's own journal entries, interests and controls, the catalog, and the
 * differentially private {@link ReleasedItems}. Everything computed from these is post-processing.
 */
@Component
public class ReleasedRecommender {

    /** The newest own interactions; it covers the history that lists for content exclude. */
    private static final int RECENT_ITEMS = 1_000;

    private static final int OWN_TOPICS = 10;

    /**
     * The result of a request.
     *
     * @param modelAsOf the time of the item statistics; empty if the result uses nothing about others
     */
    public record ReleasedAnswer<T>(T result, Optional<Instant> modelAsOf) {}

    /** A model and the time of its statistics. */
    private record ReleasedModel(ReleasedStatistics source, ReleasedItemModel model) {

        <T> ReleasedAnswer<T> result(T result) {
            return new ReleasedAnswer<>(result, source.releasedAt());
        }
    }

    private final ReleasedItems releasedItems;
    private final OwnHistories ownHistories;
    private final Catalog catalog;
    private final ColdStartItems coldStartItems;
    private final ServedListLog servedListLog;
    private final RecommendationProperties properties;
    private final Clock clock;
    private volatile ReleasedModel cachedModel;

    ReleasedRecommender(
            ReleasedItems releasedItems,
            OwnHistories ownHistories,
            Catalog catalog,
            ServedListLog servedListLog,
            RecommendationProperties properties,
            Clock clock) {
        this.releasedItems = releasedItems;
        this.ownHistories = ownHistories;
        this.catalog = catalog;
        this.coldStartItems = new ColdStartItems(catalog);
        this.servedListLog = servedListLog;
        this.properties = properties;
        this.clock = clock;
        this.cachedModel = modelOf(ReleasedStatistics.NONE);
    }

    private static ReleasedModel modelOf(ReleasedStatistics statistics) {
        return new ReleasedModel(statistics, new ReleasedItemModel(statistics.statistics()));
    }

    private ReleasedModel currentModel() {
        ReleasedStatistics newest = releasedItems.newest();
        ReleasedModel model = cachedModel;
        if (!model.source().releasedAt().equals(newest.releasedAt())) {
            model = modelOf(newest);
            cachedModel = model;
        }
        return model;
    }

    /** Recommends items. Without a person, or without own data, these are popular items and the newest of the catalog. */
    public ReleasedAnswer<Recommendations> recommend(RecommendationRequest request) {
        ReleasedModel model = currentModel();
        OwnHistory own = ownHistory(request.personalContext());
        Set<ItemId> ids = candidates(model.model(), own, request.category());
        ids.retainAll(catalog.findRecommendable(ids).keySet());
        if (!request.purpose().allowsRepeats()) {
            own.recentItems().forEach(ids::remove);
        }
        List<Candidate> allowed = score(model.model(), own, ids, request.controls()).stream()
                .filter(candidate -> candidate.isAllowed() && candidate.isIn(request.category()))
                .toList();
        List<Candidate> list =
                fill(request, own, MarginalRelevance.select(allowed, properties.diversity(), request.limit()));
        UUID listId = UUID.randomUUID();
        request.user().ifPresent(user -> log(listId, user, request.purpose(), list));
        return model.result(new Recommendations(
                rankedItems(list, request.explain()),
                listId,
                new ModelFreshness(
                        model.source().releasedAt().isPresent(), model.source().releasedAt())));
    }

    /** Appends the newest items of the catalog to a list that is too short. */
    private List<Candidate> fill(RecommendationRequest request, OwnHistory own, List<Candidate> list) {
        if (list.size() >= request.limit()) {
            return list;
        }
        Set<ItemId> excluded = list.stream().map(Candidate::item).collect(Collectors.toCollection(HashSet::new));
        if (!request.purpose().allowsRepeats()) {
            excluded.addAll(own.recentItems());
        }
        List<Candidate> cold = coldStartItems.find(request, excluded, Optional.empty(), request.limit() - list.size());
        return Stream.concat(list.stream(), cold.stream()).toList();
    }

    private static List<RankedItem> rankedItems(List<Candidate> list, boolean explain) {
        return list.stream()
                .map(Candidate::toRankedItem)
                .map(item -> explain ? item : item.withoutReasons())
                .toList();
    }

    private OwnHistory ownHistory(Optional<PersonalContext> context) {
        return context.map(person -> ownHistories.find(person.userId(), RECENT_ITEMS))
                .orElse(OwnHistory.EMPTY);
    }

    /** Items that the statistics suggest, own items, and the newest items of the own topics and of the catalog. */
    private Set<ItemId> candidates(ReleasedItemModel model, OwnHistory own, Optional<Topic> category) {
        Set<ItemId> ids = new LinkedHashSet<>(model.candidates(own, properties.candidates()));
        ids.addAll(own.recentItems());
        List<Topic> topics = Stream.concat(category.stream(), strongestTopics(own))
                .distinct()
                .toList();
        ids.addAll(catalog.newest(topics, properties.candidates()));
        ids.removeAll(catalog.findDeleted(ids));
        return ids;
    }

    private static Stream<Topic> strongestTopics(OwnHistory own) {
        return own.interests().entrySet().stream()
                .filter(interest -> interest.getValue() > 0)
                .sorted(Map.Entry.<Topic, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(OWN_TOPICS)
                .map(Map.Entry::getKey);
    }

    private List<Candidate> score(
            ReleasedItemModel model, OwnHistory own, Set<ItemId> ids, List<InterestControl> controls) {
        Map<ItemId, Item> items = catalog.findCurrent(ids);
        Map<ItemId, List<Topic>> topics = new HashMap<>();
        ids.forEach(id -> topics.put(
                id, Optional.ofNullable(items.get(id)).map(Item::topics).orElse(List.of())));
        return model.score(own, topics).stream()
                .map(item -> Candidate.of(item, Optional.ofNullable(items.get(item.item())), controls))
                .toList();
    }

    private void log(UUID listId, UserId user, ListPurpose purpose, List<Candidate> list) {
        List<ServedItem> items =
                list.stream().map(item -> new ServedItem(item.item(), 1)).toList();
        servedListLog.add(new ServedList(
                listId, user, purpose.label(), clock.instant(), items, Optional.empty(), Optional.empty()));
    }

    /**
     * An item as it would be scored if the person had never interacted with another one; the interests in topics stay.
     * Empty if one of the items is in neither the catalog, the statistics nor the person's history.
     */
    public Optional<ReleasedAnswer<RankedItem>> counterfactual(
            PersonalContext person, ListPurpose purpose, ItemId item, ItemId removed) {
        ReleasedModel model = currentModel();
        OwnHistory own = ownHistories.find(person.userId(), RECENT_ITEMS);
        Set<ItemId> ids = candidates(model.model(), own, Optional.empty());
        ids.addAll(catalog.findCurrent(new HashSet<>(List.of(item, removed))).keySet());
        if (!ids.contains(item) || !ids.contains(removed)) {
            return Optional.empty();
        }
        OwnHistory without = own.without(removed);
        if (!purpose.allowsRepeats()) {
            without.recentItems().stream().filter(other -> !other.equals(item)).forEach(ids::remove);
        }
        return score(model.model(), without, ids, person.controls()).stream()
                .filter(candidate -> candidate.item().equals(item))
                .findFirst()
                .map(candidate -> model.result(candidate.toRankedItem().withoutReasons()));
    }
}
