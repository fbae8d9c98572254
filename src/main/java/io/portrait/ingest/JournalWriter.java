package io.portrait.ingest;

import io.portrait.catalog.ItemRevisions;
import io.portrait.ingest.CommitGroup.EventKey;
import io.portrait.ingest.CommitGroup.JournalHead;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The transaction that appends a group of events: all checks run under the lock of the journal's head. */
@Component
class JournalWriter {

    /**
     * A heuristic for whether a group may contain duplicates: a sender that repeats one event usually repeats others too.
     */
    static final class DuplicateExpectation {

        /** The number of groups without duplicates after which no duplicates are expected. */
        static final int GROUPS_UNTIL_RESET = 100;

        private final AtomicInteger groupsLeft = new AtomicInteger();

        boolean isExpected() {
            return groupsLeft.get() > 0;
        }

        /** Records that a group had duplicates. */
        void duplicatesSeen() {
            groupsLeft.set(GROUPS_UNTIL_RESET);
        }

        /** Records that a group had no duplicates. */
        void noDuplicates() {
            groupsLeft.updateAndGet(left -> Math.max(0, left - 1));
        }
    }

    /** A group with the ids that its transaction has recorded. */
    private record AppendedGroup(CommitGroup group, Map<UserId, Boolean> recordedIds) {}

    private final TransactionTemplate transactions;
    private final JdbcJournalHead journalHead;
    private final JdbcEntryWriter entryWriter;
    private final ItemRevisions itemRevisions;
    private final JdbcSuppressionList suppressionList;
    private final JdbcIdentityGraph identityGraph;
    private final JdbcKnownIds knownIds;
    private final RecentEntriesCache recentEntries;
    private final DuplicateExpectation duplicateExpectation = new DuplicateExpectation();

    JournalWriter(
            PlatformTransactionManager transactionManager,
            JdbcJournalHead journalHead,
            JdbcEntryWriter entryWriter,
            ItemRevisions itemRevisions,
            JdbcSuppressionList suppressionList,
            JdbcIdentityGraph identityGraph,
            RecentEntriesCache recentEntries) {
        this.knownIds = identityGraph.knownIds();
        this.transactions = new TransactionTemplate(transactionManager);
        this.journalHead = journalHead;
        this.entryWriter = entryWriter;
        this.itemRevisions = itemRevisions;
        this.suppressionList = suppressionList;
        this.identityGraph = identityGraph;
        this.recentEntries = recentEntries;
    }

    /** Writes a group in one transaction; when the method returns, the group is on disk. */
    List<EventOutcome> append(List<ParsedEvent> parsedEvents, Instant receivedAt) {
        entryWriter.ensurePartition(receivedAt);
        AppendedGroup appended = appendCheckingDuplicates(parsedEvents, receivedAt);
        CommitGroup group = appended.group();
        recentEntries.append(group.erasureCount(), group.positionBefore(), group.lastPosition(), group.entries());
        knownIds.cache(appended.recordedIds());
        return group.outcomes();
    }

    /**
     * Looks up duplicates of the current month only if some are expected. Otherwise the unique index detects them, and the
     * group is written a second time.
     */
    private AppendedGroup appendCheckingDuplicates(List<ParsedEvent> parsedEvents, Instant receivedAt) {
        Map<ItemId, Integer> revisions = itemRevisions.currentRevisions(itemsOf(parsedEvents));
        if (!duplicateExpectation.isExpected()) {
            try {
                return appendInTransaction(
                        parsedEvents, receivedAt, revisions, JdbcJournalPartitions.monthOf(receivedAt));
            } catch (DuplicateKeyException _) {
                duplicateExpectation.duplicatesSeen();
            }
        }
        return appendInTransaction(parsedEvents, receivedAt, revisions, null);
    }

    /** Appends in one transaction; duplicates are not looked up in {@code skippedMonth}. */
    private AppendedGroup appendInTransaction(
            List<ParsedEvent> parsedEvents,
            Instant receivedAt,
            Map<ItemId, Integer> revisions,
            @Nullable YearMonth skippedMonth) {
        return Objects.requireNonNull(transactions.execute(status -> {
            JournalHead head = journalHead.advance(parsedEvents.size(), receivedAt);
            List<Event> events = eventsOf(parsedEvents);
            IdentityResolver identityResolver = identityGraph.resolverFor(events, head.identityChangeCount());
            Suppressions suppressions = suppressionList.suppressionsOf(
                    () -> usersOf(parsedEvents, identityResolver), head.suppressionVersion());
            // a suppressed event never reaches the unique index, so its duplicate is found by a lookup only
            @Nullable YearMonth skipped = suppressions.isEmpty() ? skippedMonth : null;
            CommitGroup group = new CommitGroup(
                    head,
                    receivedAt,
                    revisions,
                    findDuplicates(events, identityResolver, head.latestArrival(), skipped),
                    suppressions,
                    identityResolver);
            parsedEvents.forEach(group::add);
            entryWriter.write(group);
            endAnonymousSuppressions(identityResolver.newUserIds());
            identityGraph.save(identityResolver);
            return new AppendedGroup(group, knownIds.record(group.entries()));
        }));
    }

    private void endAnonymousSuppressions(Set<UserId> newUserIds) {
        newUserIds.forEach(id -> suppressionList.suppress(id, Set.of()));
    }

    private Map<EventKey, EventOutcome.Duplicate> findDuplicates(
            List<Event> events,
            IdentityResolver identityResolver,
            Instant latestArrival,
            @Nullable YearMonth skippedMonth) {
        Map<EventKey, EventOutcome.Duplicate> found = entryWriter.findDuplicates(events, latestArrival, skippedMonth);
        found.putAll(entryWriter.findRecent(new IdentityUnion(events, identityResolver).otherKeys(), latestArrival));
        if (found.isEmpty()) {
            duplicateExpectation.noDuplicates();
        } else {
            duplicateExpectation.duplicatesSeen();
        }
        return found;
    }

    private static Set<ItemId> itemsOf(List<ParsedEvent> parsedEvents) {
        Set<ItemId> items = new HashSet<>();
        for (ParsedEvent parsedEvent : parsedEvents) {
            if (parsedEvent instanceof ParsedEvent.Valid valid && valid.event().itemId() != null) {
                items.add(valid.event().itemId());
            }
        }
        return items;
    }

    private static Set<String> usersOf(List<ParsedEvent> parsedEvents, IdentityResolver identityResolver) {
        Set<String> users = new HashSet<>();
        for (ParsedEvent parsedEvent : parsedEvents) {
            switch (parsedEvent) {
                case ParsedEvent.Valid valid ->
                    valid.event()
                            .mentionedIds()
                            .forEach(id -> users.addAll(List.of(
                                    id.value(), identityResolver.personOf(id).value())));
                case ParsedEvent.Invalid invalid when invalid.userId() != null -> users.add(invalid.userId());
                case ParsedEvent.Invalid _ -> {
                    // the event has no user id
                }
            }
        }
        return users;
    }

    private static List<Event> eventsOf(List<ParsedEvent> parsedEvents) {
        return parsedEvents.stream()
                .filter(ParsedEvent.Valid.class::isInstance)
                .map(parsedEvent -> ((ParsedEvent.Valid) parsedEvent).event())
                .toList();
    }
}
