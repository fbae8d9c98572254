package io.portrait.profile;

import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import io.portrait.model.feature.EventFeatures;
import io.portrait.profile.Profile.TopicInterest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The exact interests of many users by the real states, for comparisons in other packages. */
public final class ExactInterests {

    private final Map<UserId, UserState> states = new HashMap<>();

    /** Takes in the next event. */
    public void apply(JournalEntry entry, EventFeatures features) {
        UserState state = states.computeIfAbsent(entry.event().userId(), user -> UserState.empty(user, List.of()));
        state.apply(entry, features, (weights, happenedAt, epoch) -> Map.of(), new Predictions());
    }

    /** Everybody who was seen. */
    public Set<UserId> users() {
        return states.keySet();
    }

    /** A user's interests as of a time. */
    public List<TopicInterest> at(UserId user, Instant time) {
        return ProfileMapper.toProfile(Objects.requireNonNull(states.get(user)), time)
                .interests();
    }
}
