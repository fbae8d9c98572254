package io.portrait.serving.recommend;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** The read side of the log of served lists: lists with their interactions, the input of off-policy evaluation. */
@Component
public class ServedListFeedbackReader {

    private final JdbcServedListFeedback store;

    ServedListFeedbackReader(JdbcServedListFeedback store) {
        this.store = store;
    }

    /**
     * Reads the next lists in the order of their numbers.
     *
     * @param after the last number already read; 0 for the first call
     * @param until only lists served before this time; interactions with later ones may still arrive
     */
    public List<ServedListFeedback> readAfter(long after, Instant until, int limit) {
        return store.readAfter(after, until, limit);
    }
}
