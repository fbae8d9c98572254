package io.portrait.serving.models;

import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import io.portrait.model.learner.PrequentialLosses;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The personal data in the global models. An erasure deletes the snapshots in its own transaction and makes all instances learn
 * the remaining journal. It must run before the journal entries are deleted, because it checks whether the user has any.
 */
@Component
@Order(0)
class ModelPersonalData implements PersonalData {

    private final JournalReader journal;
    private final ModelGeneration generations;
    private final JdbcModelSnapshots snapshots;
    private final NextItemPredictor nextItemPredictor;
    private final RiskScorer riskScorer;
    private final ClickPredictor clickPredictor;
    private final RatingPredictor ratingPredictor;

    ModelPersonalData(
            JournalReader journal,
            ModelGeneration generations,
            JdbcModelSnapshots snapshots,
            NextItemPredictor nextItemPredictor,
            RiskScorer riskScorer,
            ClickPredictor clickPredictor,
            RatingPredictor ratingPredictor) {
        this.journal = journal;
        this.generations = generations;
        this.snapshots = snapshots;
        this.nextItemPredictor = nextItemPredictor;
        this.riskScorer = riskScorer;
        this.clickPredictor = clickPredictor;
        this.ratingPredictor = ratingPredictor;
    }

    /** Locks the generation first in every erasure, so that all erasures take their locks in one order (invariant 4). */
    @Override
    public void erase(UserId user) {
        generations.lock();
        if (!journal.history(user, Long.MAX_VALUE, 1).isEmpty()) {
            generations.increment();
            snapshots.deleteAll();
        }
    }

    /** Exports what the models hold of the user; the other bytes of a snapshot concern all users. */
    @Override
    public void export(UserId user, RecordSink sink) {
        List<ItemId> lastItems = nextItemPredictor.history(user);
        int viewCount = clickPredictor.viewCount(user);
        boolean hasPayments = riskScorer.hasPayments(user);
        Optional<PrequentialLosses> ratings = ratingPredictor.losses(user);
        if (!lastItems.isEmpty() || viewCount > 0 || hasPayments || ratings.isPresent()) {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("user_id", user.value())
                    .put("advertisements_shown", viewCount)
                    .put("has_payments", hasPayments);
            ArrayNode items = json.putArray("last_items");
            lastItems.forEach(item -> items.add(item.value()));
            ratings.ifPresent(losses -> addRatings(json, losses));
            sink.add("model_snapshot_chunk", json.toString());
        }
    }

    private static void addRatings(ObjectNode json, PrequentialLosses losses) {
        json.putObject("ratings")
                .put("examples", losses.examples())
                .put("mean_squared_error", losses.meanSquaredError())
                .put("mean_absolute_error", losses.meanAbsoluteError());
    }
}
