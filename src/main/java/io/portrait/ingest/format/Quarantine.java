package io.portrait.ingest.format;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.ItemDraft;
import io.portrait.catalog.UpsertResult;
import io.portrait.ingest.EventDescription;
import io.portrait.ingest.EventDescriptions;
import io.portrait.ingest.ParsedEvent;
import io.portrait.ingest.format.JdbcQuarantine.DescriptionRow;
import io.portrait.ingest.format.JdbcQuarantine.NameRow;
import io.portrait.kernel.Caller;
import io.portrait.kernel.Digests;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The quarantine of item descriptions and event names that came with events. They are stored with the person until the owner
 * promotes or discards them. The catalog decides how a profile counts events and which topics outside readers see, so an event must not change it: one event
 * would then change the contributions of all later events, and would show its content to others (decision 0056).
 *
 * <p>Promotion is a decision of the owner and never automatic. A count of persons that promotes by itself would be a
 * function of single events again.
 */
@Component
public class Quarantine implements EventDescriptions {

    private static final int DIGEST_BYTES = 16;

    /** The result of promoting one description; empty: there is no such description. */
    public record PromotionResult(String id, Optional<ItemId> itemId, Optional<UpsertResult> result) {}

    private final JdbcQuarantine store;
    private final Catalog catalog;
    private final QuarantineProperties properties;
    private final Clock clock;
    private final AtomicLong itemRows = new AtomicLong();
    private final AtomicLong nameRows = new AtomicLong();
    private volatile Set<String> commonItems = Set.of();
    private volatile Set<String> commonNames = Set.of();

    Quarantine(JdbcQuarantine store, Catalog catalog, QuarantineProperties properties, Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.properties = properties;
        this.clock = clock;
    }

    boolean isEnabled() {
        return properties.enabled();
    }

    @Override
    public void store(List<ParsedEvent.Valid> events, Instant receivedAt) {
        Map<String, DescriptionRow> items = new LinkedHashMap<>();
        Map<String, NameRow> names = new LinkedHashMap<>();
        for (ParsedEvent.Valid valid : events) {
            @Nullable EventDescription description = valid.description();
            if (description != null) {
                UserId user = valid.event().userId();
                Optional.ofNullable(description.item()).ifPresent(draft -> addItem(items, user, draft));
                Optional.ofNullable(description.name()).ifPresent(name -> addName(names, user, name));
            }
        }
        insert(new ArrayList<>(items.values()), new ArrayList<>(names.values()), receivedAt);
    }

    private void addItem(Map<String, DescriptionRow> rows, UserId user, ItemDraft draft) {
        String id = HexFormat.of().formatHex(Digests.sha256(draft.content()), 0, DIGEST_BYTES);
        if (!commonItems.contains(id)) {
            rows.putIfAbsent(id + ' ' + user.value(), new DescriptionRow(id, user, draft.id(), draft.content()));
        }
    }

    private void addName(Map<String, NameRow> rows, UserId user, String name) {
        if (!commonNames.contains(name)) {
            rows.merge(
                    user.value() + ' ' + name,
                    new NameRow(name, user, 1),
                    (row, added) -> new NameRow(name, user, row.events() + 1));
        }
    }

    private void insert(List<DescriptionRow> items, List<NameRow> names, Instant receivedAt) {
        if (!items.isEmpty() && hasRoom(itemRows, items.size())) {
            store.insertItems(items, receivedAt);
        }
        if (!names.isEmpty() && hasRoom(nameRows, names.size())) {
            store.addNames(names, receivedAt);
        }
    }

    /** Counts rows as new until the next {@link #refresh}, which counts them exactly. */
    private boolean hasRoom(AtomicLong rows, int added) {
        return rows.get() < properties.maxRows() && rows.addAndGet(added) <= properties.maxRows();
    }

    /**
     * The descriptions that most persons gave first.
     *
     * @param item only descriptions of this item
     */
    public List<QuarantinedItem> list(Optional<ItemId> item, int minPersons, int limit) {
        return store.list(item, minPersons, limit);
    }

    /**
     * Promotes descriptions to the catalog. Each adds missing information to its item; other descriptions of the same item
     * are discarded, because the item is known now.
     *
     * @return one result per id, in order
     */
    public List<PromotionResult> promote(List<String> ids, Caller caller) {
        return ids.stream().map(id -> promote(id, caller)).toList();
    }

    private PromotionResult promote(String id, Caller caller) {
        Optional<QuarantinedItem> described = store.find(id);
        Optional<UpsertResult> result = described.map(item -> {
            ItemDraft draft = TrackedProduct.readDraft(item.content());
            UpsertResult upsert = catalog.enrich(List.of(draft), caller).getFirst();
            if (!upsert.isRejected()) {
                store.deleteItems(List.of(item.itemId()));
            }
            return upsert;
        });
        return new PromotionResult(id, described.map(QuarantinedItem::itemId), result);
    }

    /** Deletes descriptions; returns the ids that existed. */
    public Set<String> discard(List<String> ids) {
        return store.deleteDescriptions(ids);
    }

    @Scheduled(fixedDelay = 5_000)
    void refresh() {
        if (properties.enabled()) {
            try {
                long[] rows = store.countRows();
                itemRows.set(rows[0]);
                nameRows.set(rows[1]);
                commonItems = rows[0] == 0 ? Set.of() : store.commonItems(properties.maxPersons());
                commonNames = rows[1] == 0 ? Set.of() : store.commonNames(properties.maxPersons());
            } catch (DataAccessException _) {
                // The next run reads the counts; until then the known ones hold.
            }
        }
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 60_000)
    void deleteOld() {
        store.deleteOlder(clock.instant().minus(properties.retention()));
    }
}
