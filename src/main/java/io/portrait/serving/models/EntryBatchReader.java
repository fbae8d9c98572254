package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** The reader of journal entries for the global models. */
@Component
class EntryBatchReader {

    private final JournalReader journal;
    private final Catalog catalog;
    private final JdbcModelParticipations participations;

    EntryBatchReader(JournalReader journal, Catalog catalog, JdbcModelParticipations participations) {
        this.journal = journal;
        this.catalog = catalog;
        this.participations = participations;
    }

    /** The last position of the journal. */
    long lastPosition() {
        return journal.lastPosition();
    }

    /** All entries in a range of positions; sleeps between its statements if that is due. */
    EntryBatch read(long after, long upTo, BackgroundThrottle throttle) {
        List<JournalEntry> entries = throttle.call(() -> journal.readAll(after, upTo));
        return throttle.call(
                () -> new EntryBatch(entries, EntryItems.of(entries, catalog), participations.of(entries), upTo));
    }
}
