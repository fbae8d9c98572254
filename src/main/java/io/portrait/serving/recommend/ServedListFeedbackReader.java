package io.portrait.serving.recommend;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** The lists that were served and what came of them, for whoever estimates what other lists would have earned. */
@Component
public class ServedListFeedbackReader {

    private final JdbcServedListFeedback store;

    ServedListFeedbackReader(JdbcServedListFeedback store) {
        this.store = store;
    }

    /**
     * The next lists, by their numbers.
     *
     * @param after the last number already seen, 0 at first
     * @param until only lists served before: what comes of later ones may be still to come
     */
    public List<ServedListFeedback> readAfter(long after, Instant until, int limit) {
        return store.readAfter(after, until, limit);
    }
}
