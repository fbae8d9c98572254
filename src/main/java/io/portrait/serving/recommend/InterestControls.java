package io.portrait.serving.recommend;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The interest controls of all persons. They are read from the database for every list, so that a change takes effect
 * at once on every instance.
 */
@Component
public class InterestControls {

    /** The outcome of setting a control. */
    public enum ControlOutcome {
        APPLIED,
        /** The person has reached the maximum number of controls. */
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

    /** The controls of a person, ordered by topic. */
    public List<InterestControl> find(UserId user) {
        return store.find(user);
    }

    /** Sets a control; it replaces an earlier control of the same topic. */
    public ControlOutcome set(UserId user, InterestControl control) {
        return store.put(user, control, clock.instant(), properties.maxInterestControls())
                ? ControlOutcome.APPLIED
                : ControlOutcome.LIMIT_REACHED;
    }

    /** Removes the control of a topic. */
    public void reset(UserId user, Topic topic) {
        store.delete(user, topic);
    }
}
