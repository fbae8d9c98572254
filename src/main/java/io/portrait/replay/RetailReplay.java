package io.portrait.replay;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.ingest.Intake;
import io.portrait.ingest.Outcome;
import io.portrait.ingest.Reading;
import io.portrait.kernel.ItemId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Sends lines the way of every event: products into the catalogue, purchases and refunds through the intake. */
final class RetailReplay {

    private static final int BATCH = 2_000;

    private final Catalogue catalogue;
    private final Intake intake;
    private final RetailEvents events;
    private final Consumer<ReplayTally> progress;
    private final ReplayTally tally = new ReplayTally();
    private final Set<ItemId> known = new HashSet<>();
    private final Map<ItemId, ItemDraft> newItems = new LinkedHashMap<>();
    private final List<Reading> batch = new ArrayList<>();

    /** Tells {@code progress} after each batch. */
    RetailReplay(Catalogue catalogue, Intake intake, RetailEvents events, Consumer<ReplayTally> progress) {
        this.catalogue = catalogue;
        this.intake = intake;
        this.events = events;
        this.progress = progress;
    }

    /** Sends all lines; bounded memory. */
    ReplayTally run(RetailLineReader lines) {
        while (lines.hasNext()) {
            tally.lines++;
            switch (lines.next()) {
                case RetailLine line -> add(line);
                case MalformedLine malformed -> tally.malformed++;
            }
            if (batch.size() == BATCH) {
                send();
            }
        }
        send();
        return tally;
    }

    private void add(RetailLine line) {
        Optional<Event> event = events.event(line);
        if (event.isEmpty()) {
            tally.skip(line);
            return;
        }
        ItemDraft item = events.item(line);
        if (known.add(item.id())) {
            newItems.put(item.id(), item);
        }
        batch.add(new Reading.Clean(event.get()));
        if (event.get().behaviour() instanceof Behaviour.Refund) {
            tally.refunds++;
        }
    }

    private void send() {
        catalogue.put(List.copyOf(newItems.values()));
        tally.items += newItems.size();
        newItems.clear();
        List<Outcome> outcomes = intake.accept(List.copyOf(batch));
        tally.events += batch.size();
        tally.duplicates +=
                outcomes.stream().filter(Outcome.Duplicate.class::isInstance).count();
        batch.clear();
        progress.accept(tally);
    }
}
