package io.portrait.profile.segment;

import io.portrait.kernel.Topic;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ActivitySummary;
import io.portrait.profile.Profile.TopicInterest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What rules can ask of one profile at a time. Profiles keep no traits yet, so nothing is known of any. */
public final class ProfileAttributes {

    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private final Profile profile;
    private final Instant now;
    private final Map<String, Literal> traits;
    private final Map<Topic, TopicInterest> interests = new HashMap<>();

    private ProfileAttributes(Profile profile, Instant now, Map<String, Literal> traits) {
        this.profile = profile;
        this.now = now;
        this.traits = traits;
        profile.interests().forEach(interest -> interests.put(interest.topic(), interest));
    }

    /** The facts of a profile as of now. */
    public static ProfileAttributes of(Profile profile, Instant now) {
        return of(profile, now, Map.of());
    }

    static ProfileAttributes of(Profile profile, Instant now, Map<String, Literal> traits) {
        return new ProfileAttributes(profile, now, traits);
    }

    double share(Topic topic) {
        return Optional.ofNullable(interests.get(topic))
                .map(TopicInterest::share)
                .orElse(0.0);
    }

    double weight(Topic topic) {
        return Optional.ofNullable(interests.get(topic))
                .map(TopicInterest::weight)
                .orElse(0.0);
    }

    double events() {
        return profile.eventsSeen();
    }

    ActivitySummary activity() {
        return profile.activity();
    }

    double daysSinceLastEvent() {
        Duration since = Duration.between(profile.activity().lastEventAt(), now);
        return Math.max(0, since.toSeconds() / SECONDS_A_DAY);
    }

    Optional<Literal> trait(String name) {
        return Optional.ofNullable(traits.get(name));
    }
}
