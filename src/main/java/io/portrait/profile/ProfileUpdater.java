package io.portrait.profile;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.feature.Featuriser;
import io.portrait.ingest.Event;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The one update path: read the journal, featurise, learn, save, all in one transaction per step. */
@Component
class ProfileUpdater {

    /** The journal is the truth: rows and mark that are lost together in a crash are made again together. */
    private static final String RELAX_COMMIT = "SET LOCAL synchronous_commit = off";

    /** What a step has done: how far the shard is applied now, and how many entries it took. */
    record Applied(long position, int entries) {}

    private final Journal journal;
    private final Catalogue catalogue;
    private final ProfileStore store;
    private final ExposureRule exposure;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    ProfileUpdater(
            Journal journal,
            Catalogue catalogue,
            ProfileStore store,
            ExposureRule exposure,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager) {
        this.journal = journal;
        this.catalogue = catalogue;
        this.store = store;
        this.exposure = exposure;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /**
     * Applies the next entries of a shard.
     *
     * @return empty if another worker or instance is at this shard
     */
    Optional<Applied> step(int shard, int limit) {
        return Objects.requireNonNull(transactions.execute(status -> stepWithin(shard, limit)));
    }

    private Optional<Applied> stepWithin(int shard, int limit) {
        OptionalLong position = store.claim(shard);
        if (position.isEmpty()) {
            return Optional.empty();
        }
        List<JournalEntry> entries = journal.read(shard, position.getAsLong(), limit);
        if (entries.isEmpty()) {
            return Optional.of(new Applied(position.getAsLong(), 0));
        }
        jdbc.execute(RELAX_COMMIT);
        Map<UserId, UserState> states = store.load(usersOf(entries));
        apply(entries, states);
        store.save(states.values());
        long last = entries.getLast().position();
        store.mark(shard, last);
        return Optional.of(new Applied(last, entries.size()));
    }

    /** Folds entries into the states of their users. */
    void apply(List<JournalEntry> entries, Map<UserId, UserState> states) {
        Map<Item.Ref, Item> items = catalogue.revisions(itemsOf(entries));
        for (JournalEntry entry : entries) {
            Event event = entry.event();
            @Nullable Item item = entry.itemRevision() == 0 ? null : items.get(ref(entry));
            Objects.requireNonNull(states.get(event.user())).apply(entry, Featuriser.featurise(event, item), exposure);
        }
    }

    private static SortedSet<UserId> usersOf(List<JournalEntry> entries) {
        SortedSet<UserId> users = new TreeSet<>();
        entries.forEach(entry -> users.add(entry.event().user()));
        return users;
    }

    private static Set<Item.Ref> itemsOf(List<JournalEntry> entries) {
        Set<Item.Ref> refs = new HashSet<>();
        for (JournalEntry entry : entries) {
            if (entry.itemRevision() > 0) {
                refs.add(ref(entry));
            }
        }
        return refs;
    }

    private static Item.Ref ref(JournalEntry entry) {
        return new Item.Ref(Objects.requireNonNull(entry.event().item()), entry.itemRevision());
    }
}
