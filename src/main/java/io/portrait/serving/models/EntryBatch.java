package io.portrait.serving.models;

import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Map;

/**
 * Journal entries in order, with all that the models need to learn them.
 *
 * @param changes the merges and splits among the entries, in order
 * @param items the item revisions of the entries, and of those of the changes
 * @param participations of the persons who have decided something
 * @param upTo the journal position up to which these are all entries
 */
record EntryBatch(
        List<JournalEntry> entries,
        List<PersonChange> changes,
        EntryItems items,
        Map<UserId, ModelParticipation> participations,
        long upTo) {

    /** Other entries of the same batch, without changes. */
    EntryBatch with(List<JournalEntry> others) {
        return new EntryBatch(others, List.of(), items, participations, upTo);
    }

    /** The number of entries before a position. */
    int countBefore(long position) {
        return (int)
                entries.stream().takeWhile(entry -> entry.position() < position).count();
    }

    /** The models that the person of an entry takes part in. */
    ModelParticipation participation(JournalEntry entry) {
        return participations.getOrDefault(entry.event().userId(), ModelParticipation.ALL);
    }

    /** The entries that the fraud model learns. */
    List<JournalEntry> ofPayers() {
        return entries.stream().filter(entry -> participation(entry).risk()).toList();
    }
}
