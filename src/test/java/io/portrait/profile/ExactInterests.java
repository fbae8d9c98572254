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

/** The exact interests of many users, computed by the production code, for comparisons in tests of other packages. */
public final class ExactInterests {

    private final Map<UserId, UserState> states = new HashMap<>();

    /** Applies the next event. */
    public void apply(JournalEntry entry, EventFeatures features) {
        UserState state = states.computeIfAbsent(
                entry.event().userId(),
                user -> new UserStateCodec(List.of(), RandomHistories.SESSION_GAP).newState(user));
        state.apply(entry, features, (weights, happenedAt, epoch) -> Map.of(), new Predictions());
    }

    /** All users with events. */
    public Set<UserId> users() {
        return states.keySet();
    }

    /** The interests of a user as of a time. */
    public List<TopicInterest> at(UserId user, Instant time) {
        return ProfileMapper.toProfile(Objects.requireNonNull(states.get(user)), time, MoneyProperties.NONE)
                .interests();
    }
}
