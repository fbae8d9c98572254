package io.portrait.profile;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.feature.Features;
import io.portrait.feature.Featuriser;
import io.portrait.feature.TopicWeight;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import io.portrait.profile.ProfileStore.Mark;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /**
     * What a step has done.
     *
     * @param position how far the shard is applied now
     * @param entries how many it took
     * @param oldest arrival of the first of them
     */
    record Applied(long position, int entries, Optional<Instant> oldest) {}

    /** A step within its transaction. */
    private record Step(
            Mark before,
            Mark after,
            List<JournalEntry> entries,
            Collection<UserState> states,
            Predictions predictions) {

        static Step nothing(Mark mark) {
            return new Step(mark, mark, List.of(), List.of(), new Predictions());
        }

        Applied applied() {
            return new Applied(
                    after.position(),
                    entries.size(),
                    entries.stream().map(JournalEntry::receivedAt).findFirst());
        }
    }

    private final Journal journal;
    private final Catalogue catalogue;
    private final ProfileStore store;
    private final ExposureRule exposure;
    private final NewUsers newUsers;
    private final PredictionListener listener;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final List<RecentStates> recent;
    private final RandomGenerator stamps = new SecureRandom();

    ProfileUpdater(
            Journal journal,
            Catalogue catalogue,
            ProfileStore store,
            ExposureRule exposure,
            NewUsers newUsers,
            PredictionListener listener,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            ProfileProperties properties) {
        this.journal = journal;
        this.catalogue = catalogue;
        this.store = store;
        this.exposure = exposure;
        this.newUsers = newUsers;
        this.listener = listener;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.recent = IntStream.range(0, Shard.COUNT)
                .mapToObj(shard -> new RecentStates(properties.cachedStates() / Shard.COUNT))
                .toList();
    }

    /**
     * Applies the next entries of a shard.
     *
     * @return empty if another worker or instance is at this shard
     */
    Optional<Applied> step(int shard, int limit) {
        Optional<Step> done = Objects.requireNonNull(transactions.execute(status -> stepWithin(shard, limit)));
        done.filter(step -> !step.entries().isEmpty()).ifPresent(step -> {
            keep(shard, step);
            listener.predicted(step.predictions());
        });
        return done.map(Step::applied);
    }

    private Optional<Step> stepWithin(int shard, int limit) {
        Optional<Mark> claimed = store.claim(shard);
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        Mark mark = claimed.get();
        List<JournalEntry> entries = journal.follow(shard, mark.position(), limit, mark.erasures());
        return Optional.of(entries.isEmpty() ? Step.nothing(mark) : step(shard, mark, entries));
    }

    private Step step(int shard, Mark before, List<JournalEntry> entries) {
        jdbc.execute(RELAX_COMMIT);
        Map<UserId, UserState> states = states(shard, before.stamp(), usersOf(entries));
        announceNew(states.values());
        Predictions predictions = apply(entries, states);
        store.save(states.values());
        Mark after = before.movedTo(entries.getLast().position(), stamps.nextLong());
        store.mark(shard, after);
        return new Step(before, after, entries, states.values(), predictions);
    }

    private Map<UserId, UserState> states(int shard, long stamp, SortedSet<UserId> users) {
        Map<UserId, UserState> states = recent.get(shard).take(stamp, users);
        users.removeAll(states.keySet());
        states.putAll(store.load(users));
        return states;
    }

    private void announceNew(Collection<UserState> states) {
        List<UserId> users = states.stream()
                .filter(state -> state.eventsSeen == 0)
                .map(state -> state.user)
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            newUsers.firstSeen(users);
        }
    }

    private void keep(int shard, Step step) {
        recent.get(shard).put(step.before().stamp(), step.after().stamp(), step.states());
    }

    /** Folds entries into the states of their users; gives what their models predicted. */
    Predictions apply(List<JournalEntry> entries, Map<UserId, UserState> states) {
        Map<Item.Ref, Item> items = catalogue.revisions(itemsOf(entries));
        Predictions predictions = new Predictions();
        for (JournalEntry entry : entries) {
            Objects.requireNonNull(states.get(entry.event().user()))
                    .apply(entry, features(entry, items), exposure, predictions);
        }
        return predictions;
    }

    /** What each entry, by position, says of interests. */
    Map<Long, List<TopicWeight>> interests(List<JournalEntry> entries) {
        Map<Item.Ref, Item> items = catalogue.revisions(itemsOf(entries));
        return entries.stream()
                .collect(Collectors.toMap(
                        JournalEntry::position, entry -> features(entry, items).interests()));
    }

    private static Features features(JournalEntry entry, Map<Item.Ref, Item> items) {
        @Nullable Item item = entry.itemRevision() == 0 ? null : items.get(ref(entry));
        return Featuriser.featurise(entry.event(), item);
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
