package io.portrait.recommend;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people say of their own interests. It is read for every list, so that it acts at once on every instance. */
@Component
public class Corrections {

    /** Whether a correction was taken. */
    public enum Outcome {
        TAKEN,
        /** The person has corrected as many topics as may be. */
        TOO_MANY
    }

    private final JdbcCorrections store;
    private final RecommendProperties properties;
    private final Clock clock;

    Corrections(JdbcCorrections store, RecommendProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** A person's corrections, by topic. */
    public List<Correction> of(UserId user) {
        return store.find(user);
    }

    /** Takes a correction in place of what the person has said of the topic before. */
    public Outcome correct(UserId user, Correction correction) {
        return store.put(user, correction, clock.instant(), properties.maxCorrections())
                ? Outcome.TAKEN
                : Outcome.TOO_MANY;
    }

    /** Takes back what the person has said of a topic. */
    public void reset(UserId user, Topic topic) {
        store.delete(user, topic);
    }
}
