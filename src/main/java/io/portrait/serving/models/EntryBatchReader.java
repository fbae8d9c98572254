package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.IdentityChange;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.ingest.JournalReader.JournalEnd;
import io.portrait.kernel.LruMap;
import io.portrait.kernel.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The reader of journal entries for the global models. Each entry is that of a person. Models of a generation learn the entries
 * up to the position at which it began under the persons there; later entries have the persons of their arrival, and the
 * merges and splits among them are part of the batch. So the models are a function of journal, generation and position.
 */
@Component
class EntryBatchReader {

    private final JournalReader journal;
    private final IdentityGraph identities;
    private final JdbcModelGeneration generations;
    private final Catalog catalog;
    private final JdbcModelParticipations participations;
    private final int maxEntriesPerChange;

    /** The positions of the generations that serve and that are relearned; the position of a generation never changes. */
    private final LruMap<Long, Long> identityPositions = new LruMap<>(2);

    EntryBatchReader(
            JournalReader journal,
            IdentityGraph identities,
            JdbcModelGeneration generations,
            Catalog catalog,
            JdbcModelParticipations participations,
            GlobalModelProperties properties) {
        this.journal = journal;
        this.identities = identities;
        this.generations = generations;
        this.catalog = catalog;
        this.participations = participations;
        this.maxEntriesPerChange = properties.maxEntriesPerChange();
    }

    /** The end of the journal. */
    JournalEnd end() {
        return journal.end();
    }

    /** The entries that follow those of some models; sleeps between its statements if that is due. */
    EntryBatch read(ModelBundle models, long upTo, BackgroundThrottle throttle) {
        long after = models.position();
        long identitiesUpTo = identityPositions.getOrCreate(models.generation(), generations::identitiesUpTo);
        List<JournalEntry> entries = throttle.call(() -> withPersonsAt(identitiesUpTo, journal.readAll(after, upTo)));
        List<PersonChange> changes =
                throttle.call(() -> changes(models, entries, Math.max(after, identitiesUpTo), upTo));
        List<JournalEntry> all = Stream.concat(
                        entries.stream(), changes.stream().flatMap(change -> change.entries().stream()))
                .toList();
        return throttle.call(
                () -> new EntryBatch(entries, changes, EntryItems.of(all, catalog), participations.of(all), upTo));
    }

    private List<JournalEntry> withPersonsAt(long position, List<JournalEntry> entries) {
        Set<UserId> ids = entries.stream()
                .filter(entry -> entry.position() <= position)
                .map(entry -> entry.event().userId())
                .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return entries;
        }
        Map<UserId, UserId> persons = identities.personsAt(ids, position);
        return entries.stream()
                .map(entry -> entry.position() <= position
                        ? entry.withPerson(persons.getOrDefault(
                                entry.event().userId(), entry.event().userId()))
                        : entry)
                .toList();
    }

    private List<PersonChange> changes(ModelBundle models, List<JournalEntry> entries, long after, long upTo) {
        List<IdentityChange> changes = after >= upTo ? List.of() : identities.changes(after, upTo);
        if (changes.isEmpty()) {
            return List.of();
        }
        Set<UserId> inBatch = entries.stream().map(JournalEntry::person).collect(Collectors.toCollection(HashSet::new));
        List<PersonChange> read = new ArrayList<>();
        for (IdentityChange change : changes) {
            boolean mayRebuild = !change.isMerge()
                    || Stream.of(change.person(), change.other())
                            .allMatch(person -> inBatch.contains(person) || models.isKnown(person));
            read.add(new PersonChange(
                    change.position(),
                    change.person(),
                    change.other(),
                    change.isMerge(),
                    mayRebuild ? entriesOf(change) : List.of()));
            inBatch.add(change.person());
            inBatch.add(change.other());
        }
        return read;
    }

    /** The last entries of each person. After a merge all of them are the person's. */
    private List<JournalEntry> entriesOf(IdentityChange change) {
        return Stream.concat(
                        entriesOf(change.person(), change.personIds(), change.position()),
                        entriesOf(change.other(), change.otherIds(), change.position()))
                .toList();
    }

    private Stream<JournalEntry> entriesOf(UserId person, Set<UserId> ids, long before) {
        return ids.isEmpty()
                ? Stream.of()
                : journal.latest(ids, before, maxEntriesPerChange).stream().map(entry -> entry.withPerson(person));
    }
}
