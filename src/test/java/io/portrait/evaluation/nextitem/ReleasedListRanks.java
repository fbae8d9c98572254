package io.portrait.evaluation.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.nextitem.ReleasedItemModel;
import io.portrait.model.nextitem.ReleasedItemModel.ItemCounts;
import io.portrait.model.nextitem.ReleasedItemModel.OwnHistory;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.release.mechanism.BottomKSample;
import io.portrait.release.mechanism.ItemNoise;
import io.portrait.release.mechanism.ItemNoise.NoisyItem;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import io.portrait.release.mechanism.NoiseKey;
import io.portrait.release.mechanism.PairCounts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ranks that the lists for persons' tokens give to the next item: item statistics are released with noise at the
 * beginning of each period, and each list is computed from them, the own history and the topics of the catalog. Mutable.
 */
final class ReleasedListRanks {

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int MAX_RELEASED_ITEMS = 1_000;
    private static final int RECENT_ITEMS = 100;
    private static final int OWN_TOPICS = 10;
    private static final int ITEMS_PER_TOPIC = 100;
    private static final double INTEREST_DECAY = 0.98;
    private static final NoiseKey KEY = NoiseKey.of(new byte[NoiseKey.BYTES]);

    /** The own data of a user. */
    private static final class UserHistory {

        private final Set<ItemId> items = new LinkedHashSet<>();
        private final Deque<ItemId> recent = new ArrayDeque<>();
        private final Map<Topic, Double> interests = new HashMap<>();

        void add(Interaction interaction, List<Topic> topics) {
            items.add(interaction.item());
            recent.addFirst(interaction.item());
            if (recent.size() > RECENT_ITEMS) {
                recent.removeLast();
            }
            interests.replaceAll((topic, weight) -> weight * INTEREST_DECAY);
            topics.forEach(topic -> interests.merge(topic, 1.0, Double::sum));
        }

        OwnHistory own() {
            return new OwnHistory(List.copyOf(recent), interests);
        }
    }

    private final ItemPrivacyParameters parameters;
    private final long periodMicros;
    private final boolean allowRepeats;
    private final Map<ItemId, List<Topic>> topics;
    private final Map<UserId, UserHistory> users = new HashMap<>();
    private final Map<Topic, Set<ItemId>> catalog = new TreeMap<>();
    private long period = Long.MIN_VALUE;
    private ReleasedItemModel model = new ReleasedItemModel(ItemCounts.NONE);
    private long released;

    ReleasedListRanks(
            ItemPrivacyParameters parameters, int periodDays, boolean allowRepeats, Map<ItemId, List<Topic>> topics) {
        this.parameters = parameters;
        this.periodMicros = periodDays * MICROS_PER_DAY;
        this.allowRepeats = allowRepeats;
        this.topics = topics;
    }

    /** The rank of an item in the list of its user; 0 if the list does not have it. */
    int rank(Interaction interaction, long micros) {
        releaseIfDue(micros);
        UserHistory user = users.computeIfAbsent(interaction.user(), id -> new UserHistory());
        OwnHistory own = user.own();
        Map<ItemId, List<Topic>> candidates = new LinkedHashMap<>();
        model.candidates(own, MAX_RELEASED_ITEMS).forEach(item -> candidates.put(item, topicsOf(item)));
        own.recentItems().forEach(item -> candidates.put(item, topicsOf(item)));
        own.interests().entrySet().stream()
                .sorted(Map.Entry.<Topic, Double>comparingByValue().reversed())
                .limit(OWN_TOPICS)
                .flatMap(entry ->
                        catalog.getOrDefault(entry.getKey(), Set.of()).stream().limit(ITEMS_PER_TOPIC))
                .forEach(item -> candidates.put(item, topicsOf(item)));
        if (!allowRepeats) {
            candidates.keySet().removeAll(user.items);
        }
        List<ItemId> list =
                model.score(own, candidates).stream().map(ScoredItem::item).toList();
        return list.indexOf(interaction.item()) + 1;
    }

    void learn(Interaction interaction) {
        users.computeIfAbsent(interaction.user(), id -> new UserHistory())
                .add(interaction, topicsOf(interaction.item()));
        topicsOf(interaction.item())
                .forEach(topic ->
                        catalog.computeIfAbsent(topic, t -> new TreeSet<>()).add(interaction.item()));
    }

    private List<Topic> topicsOf(ItemId item) {
        return topics.getOrDefault(item, List.of());
    }

    private void releaseIfDue(long micros) {
        long current = Math.floorDiv(micros, periodMicros);
        if (current != period) {
            period = current;
            model = new ReleasedItemModel(release("period " + current));
            released++;
        }
    }

    private ItemCounts release(String name) {
        ItemNoise noise = parameters.noise();
        Map<String, Integer> counts = new HashMap<>();
        users.forEach((user, history) -> sample(user, history.items, parameters.maxItemsPerPerson())
                .forEach(item -> counts.merge(item, 1, Integer::sum)));
        List<NoisyItem> items = noise.items(name, counts, KEY).stream()
                .limit(MAX_RELEASED_ITEMS)
                .toList();
        PairCounts pairs = new PairCounts(items.stream().map(NoisyItem::item).toList());
        users.forEach((user, history) -> pairs.add(sample(
                user,
                history.items.stream()
                        .filter(item -> pairs.contains(item.value()))
                        .toList(),
                parameters.maxPairedItemsPerPerson())));
        Map<ItemId, Double> persons = new HashMap<>();
        items.forEach(item -> persons.put(new ItemId(item.item()), item.persons()));
        Map<ItemId, Map<ItemId, Double>> together = new HashMap<>();
        noise.pairs(name, pairs, KEY).forEach(pair -> {
            ItemId one = new ItemId(pair.item());
            ItemId other = new ItemId(pair.other());
            together.computeIfAbsent(one, i -> new HashMap<>()).put(other, pair.persons());
            together.computeIfAbsent(other, i -> new HashMap<>()).put(one, pair.persons());
        });
        return new ItemCounts(persons, together);
    }

    private static List<String> sample(UserId user, Iterable<ItemId> items, int size) {
        BottomKSample sample = new BottomKSample(size, user.value(), KEY);
        items.forEach(item -> sample.add(item.value()));
        return sample.names();
    }

    @Override
    public String toString() {
        return "%d releases, the last one with %,d items and %,d pairs"
                .formatted(
                        released,
                        model.statistics().persons().size(),
                        model.statistics().together().values().stream()
                                        .mapToInt(Map::size)
                                        .sum()
                                / 2);
    }
}
