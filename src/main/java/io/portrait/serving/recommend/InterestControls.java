package io.portrait.serving.recommend;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people say of their own interests. It is read for every list, so that it acts at once on every instance. */
@Component
public class InterestControls {

    /** Whether a correction was taken. */
    public enum ControlOutcome {
        APPLIED,
        /** The person has corrected as many topics as may be. */
        LIMIT_REACHED
    }

    private final JdbcInterestControls store;
    private final RecommendationProperties properties;
    private final Clock clock;

    InterestControls(JdbcInterestControls store, RecommendationProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** A person's corrections, by topic. */
    public List<InterestControl> find(UserId user) {
        return store.find(user);
    }

    /** Takes a correction in place of what the person has said of the topic before. */
    public ControlOutcome set(UserId user, InterestControl control) {
        return store.put(user, control, clock.instant(), properties.maxInterestControls())
                ? ControlOutcome.APPLIED
                : ControlOutcome.LIMIT_REACHED;
    }

    /** Takes back what the person has said of a topic. */
    public void reset(UserId user, Topic topic) {
        store.delete(user, topic);
    }
}
