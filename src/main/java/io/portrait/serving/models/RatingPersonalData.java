package io.portrait.serving.models;

import io.portrait.ingest.Journal;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import io.portrait.model.learner.PrequentialLosses;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/** A person's part in what all users share. Before the journal, which tells whether there is any. */
@Component
@Order(0)
class RatingPersonalData implements PersonalData {

    private final Journal journal;
    private final RatingPredictor ratings;

    RatingPersonalData(Journal journal, RatingPredictor ratings) {
        this.journal = journal;
        this.ratings = ratings;
    }

    @Override
    public void erase(UserId user) {
        if (journal.hasRatings(user)) {
            ratings.relearn();
        }
    }

    /** The model's bytes are everybody's; of them a person is told how their own ratings were predicted. */
    @Override
    public void export(UserId user, RecordSink sink) {
        ratings.progress(user).ifPresent(progress -> sink.add("rating_snapshot_part", asJson(user, progress)));
    }

    private static String asJson(UserId user, PrequentialLosses progress) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("user_id", user.value())
                .put("examples", progress.examples())
                .put("mean_squared_error", progress.meanSquaredError())
                .put("mean_absolute_error", progress.meanAbsoluteError())
                .toString();
    }
}
