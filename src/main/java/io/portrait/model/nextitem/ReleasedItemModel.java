package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The next-item model for answers that must not depend on single other persons. It mixes five distributions with fixed
 * weights: items of the own history (repeats), items that others chose together with those (association rules, R.
 * Agrawal et al., SIGMOD 1993), items of the own topics, popular items, and the uniform distribution. Its input about
 * others is {@link ItemCounts} only, so if these are differentially private, the scores are too (post-processing).
 * Nothing is learned here. Immutable.
 */
public final class ReleasedItemModel {

    /** The weight of the k-th newest own interaction is this number to the power of k. */
    private static final double RECENCY = 0.9;

    private static final String POPULARITY = "popularity";
    private static final String UNIFORM = "uniform";

    /**
     * Statistics about the choices of many persons.
     *
     * @param persons the number of persons by item
     * @param together for an item, the number of persons by other item of the same person
     */
    public record ItemCounts(Map<ItemId, Double> persons, Map<ItemId, Map<ItemId, Double>> together) {

        /** No statistics. */
        public static final ItemCounts NONE = new ItemCounts(Map.of(), Map.of());

        public ItemCounts {
            persons = Map.copyOf(persons);
            together = Map.copyOf(together);
        }
    }

    /**
     * The person's own data.
     *
     * @param recentItems items of the own interactions, the newest first; may repeat
     * @param interests own interests by topic; weights of 0 and below are ignored
     */
    public record OwnHistory(List<ItemId> recentItems, Map<Topic, Double> interests) {

        /** No data. */
        public static final OwnHistory EMPTY = new OwnHistory(List.of(), Map.of());

        public OwnHistory {
            recentItems = List.copyOf(recentItems);
            interests = Map.copyOf(interests);
        }

        /** A copy of the history without an item; the interests stay as they are. */
        public OwnHistory without(ItemId removed) {
            return new OwnHistory(
                    recentItems.stream().filter(item -> !item.equals(removed)).toList(), interests);
        }
    }

    /** The weights of the distributions; those of distributions without any item go to the others. */
    public record MixtureWeights(double repeats, double together, double topics, double popularity, double uniform) {

        /** Fixed weights, which no data of persons has influenced. */
        public static final MixtureWeights DEFAULT = new MixtureWeights(0.3, 0.4, 0.15, 0.14, 0.01);
    }

    private final ItemCounts statistics;
    private final MixtureWeights weights;

    /** The model with the default weights. */
    public ReleasedItemModel(ItemCounts statistics) {
        this(statistics, MixtureWeights.DEFAULT);
    }

    /** The model with other weights. */
    public ReleasedItemModel(ItemCounts statistics, MixtureWeights weights) {
        this.statistics = statistics;
        this.weights = weights;
    }

    /** The statistics about others. */
    public ItemCounts statistics() {
        return statistics;
    }

    /** Items that others chose together with the own items, and popular ones, the most popular first. */
    public Set<ItemId> candidates(OwnHistory own, int limit) {
        Map<ItemId, Double> candidates = new HashMap<>();
        own.recentItems().stream()
                .distinct()
                .forEach(item -> candidates.putAll(statistics.together().getOrDefault(item, Map.of())));
        statistics.persons().entrySet().stream()
                .sorted(Map.Entry.<ItemId, Double>comparingByValue().reversed())
                .limit(limit)
                .forEach(entry -> candidates.put(entry.getKey(), entry.getValue()));
        return candidates.keySet();
    }

    /**
     * The probability of each candidate to be the next item, with its reasons, the most probable first. The
     * probabilities sum to 1. O(history · neighbours + candidates · topics).
     *
     * @param candidates the items to choose from, with their topics
     */
    public List<ScoredItem> score(OwnHistory own, Map<ItemId, List<Topic>> candidates) {
        Mixture mixture = new Mixture(candidates);
        Map<ItemId, Double> recency = recency(own);
        mixture.add(
                weights.repeats(),
                distribution ->
                        recency.forEach((item, weight) -> distribution.add(item, new Reason.ItemReason(item, weight))));
        mixture.add(
                weights.together(),
                distribution -> recency.forEach((item, weight) -> addNeighbours(item, weight, distribution)));
        mixture.add(weights.topics(), distribution -> addTopics(own.interests(), candidates, distribution));
        mixture.add(
                weights.popularity(),
                distribution -> statistics
                        .persons()
                        .forEach((item, persons) ->
                                distribution.add(item, new Reason.FeatureReason(POPULARITY, persons))));
        mixture.add(
                weights.uniform(),
                distribution -> candidates
                        .keySet()
                        .forEach(item -> distribution.add(item, new Reason.FeatureReason(UNIFORM, 1))));
        return mixture.scoredItems();
    }

    private static Map<ItemId, Double> recency(OwnHistory own) {
        Map<ItemId, Double> recency = new LinkedHashMap<>();
        double weight = 1;
        for (ItemId item : own.recentItems()) {
            recency.merge(item, weight, Double::sum);
            weight *= RECENCY;
        }
        return recency;
    }

    /** The confidence of the rules item → other: the persons with both items by the persons with the first one. */
    private void addNeighbours(ItemId item, double weight, Distribution distribution) {
        double persons = statistics.persons().getOrDefault(item, 1.0);
        statistics
                .together()
                .getOrDefault(item, Map.of())
                .forEach(
                        (other, both) -> distribution.add(other, new Reason.ItemReason(item, weight * both / persons)));
    }

    /** The weight of a topic is shared by its items. */
    private static void addTopics(
            Map<Topic, Double> interests, Map<ItemId, List<Topic>> candidates, Distribution distribution) {
        Map<Topic, List<ItemId>> itemsByTopic = new LinkedHashMap<>();
        candidates.forEach((item, topics) -> topics.forEach(topic ->
                itemsByTopic.computeIfAbsent(topic, t -> new ArrayList<>()).add(item)));
        itemsByTopic.forEach((topic, items) -> {
            double share = interests.getOrDefault(topic, 0.0) / items.size();
            if (share > 0) {
                items.forEach(item -> distribution.add(item, new Reason.TopicReason(topic, share)));
            }
        });
    }

    /** A distribution over the candidates before its normalisation, as the reasons of each item. */
    private static final class Distribution {

        private final Set<ItemId> candidates;
        private final Map<ItemId, List<Reason>> reasons = new HashMap<>();
        private double total;

        Distribution(Set<ItemId> candidates) {
            this.candidates = candidates;
        }

        void add(ItemId item, Reason reason) {
            if (candidates.contains(item)) {
                reasons.computeIfAbsent(item, i -> new ArrayList<>()).add(reason);
                total += reason.contribution();
            }
        }
    }

    /** The weighted sum of distributions. */
    private static final class Mixture {

        private final Map<ItemId, List<Topic>> candidates;
        private final Map<ItemId, List<Reason>> reasons = new HashMap<>();
        private double totalWeight;

        Mixture(Map<ItemId, List<Topic>> candidates) {
            this.candidates = candidates;
        }

        void add(double weight, java.util.function.Consumer<Distribution> fill) {
            Distribution distribution = new Distribution(candidates.keySet());
            fill.accept(distribution);
            if (distribution.total > 0 && weight > 0) {
                totalWeight += weight;
                double factor = weight / distribution.total;
                distribution.reasons.forEach((item, parts) -> parts.forEach(part ->
                        reasons.computeIfAbsent(item, i -> new ArrayList<>()).add(part.scaledBy(factor))));
            }
        }

        List<ScoredItem> scoredItems() {
            return candidates.keySet().stream()
                    .map(this::scoredItem)
                    .sorted(Comparator.comparingDouble(ScoredItem::probability)
                            .reversed()
                            .thenComparing(ScoredItem::item))
                    .toList();
        }

        private ScoredItem scoredItem(ItemId item) {
            List<Reason> merged = reasons.getOrDefault(item, List.of()).stream()
                    .map(reason -> reason.scaledBy(1 / totalWeight))
                    .collect(Collectors.groupingBy(Mixture::cause, LinkedHashMap::new, Collectors.toList()))
                    .values()
                    .stream()
                    .map(Mixture::sum)
                    .sorted(Comparator.comparingDouble(Reason::contribution).reversed())
                    .toList();
            double probability =
                    merged.stream().mapToDouble(Reason::contribution).sum();
            return new ScoredItem(
                    item, probability, Optional.ofNullable(candidates.get(item)).orElse(List.of()), merged);
        }

        private static Reason cause(Reason reason) {
            return reason.scaledBy(0);
        }

        private static Reason sum(List<Reason> sameCause) {
            double sum = sameCause.stream().mapToDouble(Reason::contribution).sum();
            Reason first = sameCause.getFirst();
            return switch (first) {
                case Reason.ItemReason(ItemId item, double part) -> new Reason.ItemReason(item, sum);
                case Reason.TopicReason(Topic topic, double part) -> new Reason.TopicReason(topic, sum);
                case Reason.FeatureReason(String name, double part) -> new Reason.FeatureReason(name, sum);
            };
        }
    }
}
