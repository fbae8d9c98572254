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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The attributes of one profile at a time, as the operands of rules read them. */
public final class ProfileAttributes {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final Profile profile;
    private final Instant now;
    private final Map<Topic, TopicInterest> interests = new HashMap<>();

    private ProfileAttributes(Profile profile, Instant now) {
        this.profile = profile;
        this.now = now;
        profile.interests().forEach(interest -> interests.put(interest.topic(), interest));
    }

    /** The attributes of a profile at a time. */
    public static ProfileAttributes of(Profile profile, Instant now) {
        return new ProfileAttributes(profile, now);
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

    /** The days since the last action; the largest number if there was none. */
    double daysSinceLastEvent() {
        @Nullable Instant last = profile.activity().lastEventAt();
        if (last == null) {
            return Double.MAX_VALUE;
        }
        Duration since = Duration.between(last, now);
        return Math.max(0, since.toSeconds() / SECONDS_PER_DAY);
    }

    /** The value of a trait; empty if the profile has no such trait, or its value is an object, a list or null. */
    Optional<Literal> trait(String name) {
        return Optional.ofNullable(profile.traits().get(name))
                .map(JSON::readTree)
                .flatMap(ProfileAttributes::literal);
    }

    private static Optional<Literal> literal(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(new Literal.NumberLiteral(value.doubleValue()));
        }
        return value.isString() || value.isBoolean()
                ? Optional.of(new Literal.TextLiteral(value.asString()))
                : Optional.empty();
    }
}
