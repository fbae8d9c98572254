package io.portrait.profile;

import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.UserId;
import io.portrait.model.feature.TopicWeight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Past profiles of a user, computed from the journal by the code that maintains the profiles. They are not stored, so
 * they need not be erased.
 */
@Component
public class ProfileHistory {

    private static final int PAGE = 1_000;
    private static final Comparator<JournalEntry> BY_EVENT_TIME = Comparator.comparing(
                    (JournalEntry entry) -> entry.event().happenedAt())
            .thenComparingLong(JournalEntry::position);

    private final JournalReader journal;
    private final EntryFold entryFold;
    private final UserStateCodec codec;
    private final ProfileProperties properties;
    private final MoneyProperties money;

    ProfileHistory(
            JournalReader journal,
            EntryFold entryFold,
            UserStateCodec codec,
            ProfileProperties properties,
            MoneyProperties money) {
        this.journal = journal;
        this.entryFold = entryFold;
        this.codec = codec;
        this.properties = properties;
        this.money = money;
    }

    /** The result of a request for past profiles. */
    public sealed interface HistoryOutcome {

        /** The profile as of each requested time. */
        record ComputedProfiles(List<Profile> profiles) implements HistoryOutcome {}

        /** The journal has no event of the user. */
        record UnknownUser() implements HistoryOutcome {}

        /** The user has more events than the limit. */
        record TooManyEvents(int limit) implements HistoryOutcome {}
    }

    /**
     * The profile as of each time, from the events that happened until then. Entries are applied in order of event
     * time, so the prequential losses are those of a learner that has received the events in the order in which they
     * happened (decision 0071).
     *
     * @param times in ascending order
     */
    public HistoryOutcome profilesAt(UserId user, List<Instant> times) {
        List<JournalEntry> entries = entries(user);
        if (entries.isEmpty()) {
            return new HistoryOutcome.UnknownUser();
        }
        return entries.size() > properties.maxHistory()
                ? new HistoryOutcome.TooManyEvents(properties.maxHistory())
                : new HistoryOutcome.ComputedProfiles(replay(user, entries, times));
    }

    private List<Profile> replay(UserId user, List<JournalEntry> entries, List<Instant> times) {
        UserState state = codec.newState(user);
        List<Profile> profiles = new ArrayList<>();
        int applied = 0;
        for (Instant time : times) {
            int end = applied;
            while (end < entries.size()
                    && !entries.get(end).event().happenedAt().isAfter(time)) {
                end++;
            }
            entryFold.fold(entries.subList(applied, end), entry -> state);
            applied = end;
            profiles.add(ProfileMapper.toProfile(state, time, money));
        }
        return profiles;
    }

    /** All entries of a user in order of event time; if there are too many, at least one more than the limit. */
    private List<JournalEntry> entries(UserId user) {
        List<JournalEntry> entries = new ArrayList<>();
        long before = Long.MAX_VALUE;
        List<JournalEntry> page;
        do {
            page = journal.history(user, before, PAGE);
            entries.addAll(page);
            before = page.isEmpty() ? 0 : page.getLast().position();
        } while (page.size() == PAGE && entries.size() <= properties.maxHistory());
        entries.sort(BY_EVENT_TIME);
        return entries;
    }

    /** The topic weights of each entry, by position. */
    public Map<Long, List<TopicWeight>> topicWeights(List<JournalEntry> entries) {
        return entryFold.topicWeights(entries);
    }
}
