package io.portrait.catalog;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes revisions. Writers take turns, for items are written seldom and read all the time. */
@Component
class ItemWriter {

    /** What became of a batch: the outcomes by draft, and the new revisions. */
    record Written(List<PutOutcome> outcomes, List<Item> items) {}

    private static final String TAKE_TURNS = "LOCK TABLE item IN SHARE ROW EXCLUSIVE MODE";

    private final JdbcTemplate jdbc;
    private final ItemRepository items;
    private final ItemRevisionRepository revisions;
    private final TopicRepository topics;
    private final CatalogProperties limits;
    private final Clock clock;

    ItemWriter(
            JdbcTemplate jdbc,
            ItemRepository items,
            ItemRevisionRepository revisions,
            TopicRepository topics,
            CatalogProperties limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.revisions = revisions;
        this.topics = topics;
        this.limits = limits;
        this.clock = clock;
    }

    @Transactional
    Written put(List<ItemDraft> drafts) {
        jdbc.execute(TAKE_TURNS);
        Batch batch = new Batch(drafts);
        List<PutOutcome> outcomes = drafts.stream().map(batch::put).toList();
        batch.save();
        return new Written(outcomes, List.copyOf(batch.changed.values()));
    }

    /** The same with drafts that only add to what is known. */
    @Transactional
    Written complete(List<ItemDraft> drafts) {
        jdbc.execute(TAKE_TURNS);
        Batch batch = new Batch(drafts);
        List<PutOutcome> outcomes = drafts.stream().map(batch::complete).toList();
        batch.save();
        return new Written(outcomes, List.copyOf(batch.changed.values()));
    }

    @Transactional
    Optional<Item> delete(ItemId id) {
        jdbc.execute(TAKE_TURNS);
        Optional<Item> existing = revisions.findCurrent(List.of(id.value())).stream()
                .map(ItemRevisionEntity::toItem)
                .filter(item -> !item.deleted())
                .findFirst();
        return existing.map(item -> {
            Item deleted = new Item(id, item.revision() + 1, true, List.of(), null, null, "{}");
            save(List.of(deleted), clock.instant());
            return deleted;
        });
    }

    private void save(Iterable<Item> changed, Instant at) {
        List<ItemEntity> heads = new ArrayList<>();
        List<ItemRevisionEntity> bodies = new ArrayList<>();
        for (Item item : changed) {
            heads.add(new ItemEntity(item.id().value(), item.revision(), at));
            bodies.add(new ItemRevisionEntity(item, at));
        }
        items.saveAll(heads);
        revisions.saveAll(bodies);
    }

    /** The state of one {@code put}: what is known, and what changes. */
    private final class Batch {

        private final Instant now = clock.instant();
        private final Map<ItemId, Item> known;
        private final Map<ItemId, Item> changed = new TreeMap<>();
        private final Set<Topic> knownTopics;
        private final Set<Topic> newTopics = new LinkedHashSet<>();

        Batch(List<ItemDraft> drafts) {
            Set<String> ids = drafts.stream().map(draft -> draft.id().value()).collect(Collectors.toSet());
            known = revisions.findCurrent(ids).stream()
                    .map(ItemRevisionEntity::toItem)
                    .collect(Collectors.toMap(Item::id, Function.identity(), (a, b) -> b, LinkedHashMap::new));
            knownTopics =
                    topics.findAll().stream().map(TopicEntity::topic).collect(Collectors.toCollection(HashSet::new));
        }

        PutOutcome put(ItemDraft draft) {
            List<Topic> itemTopics = limits.topicsOf(draft.categories());
            if (!admit(itemTopics)) {
                return PutOutcome.TOO_MANY_TOPICS;
            }
            @Nullable Item before = known.get(draft.id());
            if (before != null && says(before, draft, itemTopics)) {
                return PutOutcome.UNCHANGED;
            }
            change(draft, itemTopics, before == null ? 1 : before.revision() + 1);
            return before == null || before.deleted() ? PutOutcome.CREATED : PutOutcome.UPDATED;
        }

        PutOutcome complete(ItemDraft draft) {
            @Nullable Item before = known.get(draft.id());
            if (before != null && before.deleted()) {
                return PutOutcome.UNCHANGED;
            }
            ItemDraft completed = before == null ? draft : Completion.of(before, draft);
            PutOutcome outcome = put(completed);
            return outcome == PutOutcome.TOO_MANY_TOPICS ? put(Completion.withoutCategories(completed)) : outcome;
        }

        private void change(ItemDraft draft, List<Topic> itemTopics, int revision) {
            // A second draft of the same item in one batch takes the first one's place: nobody has seen that.
            int number = changed.containsKey(draft.id()) ? revision - 1 : revision;
            Item item = new Item(draft.id(), number, false, itemTopics, draft.brand(), draft.price(), draft.content());
            known.put(draft.id(), item);
            changed.put(draft.id(), item);
        }

        private boolean says(Item item, ItemDraft draft, List<Topic> itemTopics) {
            return !item.deleted()
                    && item.content().equals(draft.content())
                    && item.topics().equals(itemTopics);
        }

        private boolean admit(List<Topic> itemTopics) {
            List<Topic> unknown = itemTopics.stream()
                    .filter(topic -> !knownTopics.contains(topic))
                    .toList();
            if (knownTopics.size() + unknown.size() > limits.maxTopics()) {
                return false;
            }
            knownTopics.addAll(unknown);
            newTopics.addAll(unknown);
            return true;
        }

        void save() {
            topics.saveAll(
                    newTopics.stream().map(topic -> new TopicEntity(topic, now)).toList());
            ItemWriter.this.save(changed.values(), now);
        }
    }
}
