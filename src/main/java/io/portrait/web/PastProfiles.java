package io.portrait.web;

import io.portrait.profile.Profile;
import io.portrait.profile.ProfileHistory;
import io.portrait.profile.ProfileHistory.HistoryOutcome;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Profiles as of a time before the last event. The stored row cannot be evaluated at such a time, because it contains the later
 * events; the profile is computed from the events until then.
 */
@Component
class PastProfiles {

    private final ProfileHistory history;

    PastProfiles(ProfileHistory history) {
        this.history = history;
    }

    /** The profile itself, unless the person has events after the time. */
    Profile at(Profile current, Instant time) {
        if (!time.isBefore(current.activity().lastEventAt())) {
            return current;
        }
        if (time.isBefore(current.activity().firstEventAt())) {
            throw ProblemCode.INVALID_TIME.problem("at is before the first event of the person, %s"
                    .formatted(current.activity().firstEventAt()));
        }
        return switch (history.profilesAt(current.user(), List.of(time))) {
            case HistoryOutcome.ComputedProfiles(var computed) -> computed.getFirst();
            case HistoryOutcome.UnknownUser unknown -> throw ProblemException.profileNotFound();
            case HistoryOutcome.TooManyEvents(int limit) -> throw historyTooLong(limit);
        };
    }

    static ProblemException historyTooLong(int limit) {
        return ProblemCode.HISTORY_TOO_LONG.problem(
                "a history may have %d events (portrait.profiles.max-history)".formatted(limit));
    }
}
