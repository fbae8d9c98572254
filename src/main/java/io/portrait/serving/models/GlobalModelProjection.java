package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.BackgroundPriority;
import io.portrait.kernel.ForegroundActivity;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The projection of the journal into all global models. It reads the entries of all shards in the order of their positions on
 * one thread, so every instance reaches the same models bit for bit, and so does a start from a snapshot (decisions 0031 and
 * 0094). It stores a snapshot from time to time and when it stops.
 */
@Component
class GlobalModelProjection extends ProjectionLoop {

    private final JournalReader journal;
    private final Catalog catalog;
    private final ModelBundle models;
    private final JdbcModelSnapshots snapshots;
    private final GlobalModelProperties properties;
    private final BackgroundThrottle throttle;

    GlobalModelProjection(
            JournalReader journal,
            Catalog catalog,
            ModelBundle models,
            JdbcModelSnapshots snapshots,
            GlobalModelProperties properties,
            ForegroundActivity foreground,
            BackgroundPriority priority) {
        super("global-model-projection", priority);
        this.journal = journal;
        this.catalog = catalog;
        this.models = models;
        this.snapshots = snapshots;
        this.properties = properties;
        this.throttle = new BackgroundThrottle(foreground, properties.cpuShare(), this::isStopping);
    }

    @Override
    long poll() {
        boolean more = step();
        snapshots.storeIfDue(models);
        if (more) {
            return 0;
        }
        throttle.clearDebt();
        return properties.pollInterval().toMillis();
    }

    @Override
    void invalidate() {
        models.invalidate();
    }

    @Override
    void onStop() {
        if (models.isValid()) {
            snapshots.store(models);
        }
    }

    /** Learns the next entries; returns false if there were none. */
    boolean step() {
        snapshots.reloadOnNewGeneration(models);
        long after = models.position();
        long upTo = Math.min(journal.lastPosition(), after + properties.maxBatch());
        if (upTo <= after) {
            return false;
        }
        List<JournalEntry> entries = throttle.call(() -> journal.readAll(after, upTo));
        EntryItems items = throttle.call(() -> EntryItems.of(entries, catalog));
        // Nothing after this line accesses the database, because entries that were learned in part would be learned
        // twice.
        models.learn(entries, items, throttle);
        models.advanceTo(upTo);
        return true;
    }
}
