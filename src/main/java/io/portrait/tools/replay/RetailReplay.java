package io.portrait.tools.replay;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventIntake;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.ParsedEvent;
import io.portrait.kernel.ItemId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The replay of one file: it puts products into the catalog and sends purchases and refunds to the intake. Mutable. */
final class RetailReplay {

    /** The counts of a replay. Mutable. */
    static final class ReplayCounts {

        long lines;
        long malformed;
        long withoutCustomer;
        long charges;
        long corrections;
        long events;
        long refunds;
        long duplicates;
        long items;

        /** Counts a line that is not an event. */
        void skip(RetailLine line) {
            if (line.customer().isEmpty()) {
                withoutCustomer++;
            } else if (!line.isProduct()) {
                charges++;
            } else {
                corrections++;
            }
        }

        long skipped() {
            return malformed + withoutCustomer + charges + corrections;
        }
    }

    private static final int BATCH = 2_000;

    private final Catalog catalog;
    private final EventIntake intake;
    private final RetailEventMapper eventMapper;
    private final Consumer<ReplayCounts> progress;
    private final ReplayCounts counts = new ReplayCounts();
    private final Set<ItemId> knownItems = new HashSet<>();
    private final Map<ItemId, ItemDraft> newItems = new LinkedHashMap<>();
    private final List<ParsedEvent> batch = new ArrayList<>();

    /**
     * Creates a replay.
     *
     * @param progress receives the counts after each batch
     */
    RetailReplay(Catalog catalog, EventIntake intake, RetailEventMapper eventMapper, Consumer<ReplayCounts> progress) {
        this.catalog = catalog;
        this.intake = intake;
        this.eventMapper = eventMapper;
        this.progress = progress;
    }

    /** Sends all lines in batches. */
    ReplayCounts run(RetailLineReader lines) {
        while (lines.hasNext()) {
            counts.lines++;
            switch (lines.next()) {
                case RetailLine line -> add(line);
                case RetailRow.MalformedRow malformed -> counts.malformed++;
            }
            if (batch.size() == BATCH) {
                sendBatch();
            }
        }
        sendBatch();
        return counts;
    }

    private void add(RetailLine line) {
        Optional<Event> event = eventMapper.toEvent(line);
        if (event.isEmpty()) {
            counts.skip(line);
            return;
        }
        ItemDraft item = eventMapper.toItem(line);
        if (knownItems.add(item.id())) {
            newItems.put(item.id(), item);
        }
        batch.add(new ParsedEvent.Valid(event.get()));
        if (event.get().payload() instanceof EventPayload.Refund) {
            counts.refunds++;
        }
    }

    private void sendBatch() {
        catalog.put(List.copyOf(newItems.values()));
        counts.items += newItems.size();
        newItems.clear();
        List<EventOutcome> outcomes = intake.accept(List.copyOf(batch));
        counts.events += batch.size();
        counts.duplicates += outcomes.stream()
                .filter(EventOutcome.Duplicate.class::isInstance)
                .count();
        batch.clear();
        progress.accept(counts);
    }
}
