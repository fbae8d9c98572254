package io.portrait.serving.models;

import io.portrait.ingest.JournalReader;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The personal data in the global models. An erasure deletes the snapshots in its own transaction. It makes all instances remove
 * the parts of the user from their models and relearn the remaining journal. It must run before the journal entries are deleted,
 * because it checks whether the person has any, under this or another id.
 */
@Component
@Order(0)
class ModelPersonalData implements PersonalData {

    private static final String TABLE = "model_snapshot_chunk";

    private final JournalReader journal;
    private final ModelGeneration generations;
    private final JdbcModelRemovals removals;
    private final NextItemPredictor nextItemPredictor;
    private final RiskScorer riskScorer;
    private final ClickPredictor clickPredictor;
    private final RatingPredictor ratingPredictor;

    ModelPersonalData(
            JournalReader journal,
            ModelGeneration generations,
            JdbcModelRemovals removals,
            NextItemPredictor nextItemPredictor,
            RiskScorer riskScorer,
            ClickPredictor clickPredictor,
            RatingPredictor ratingPredictor) {
        this.journal = journal;
        this.generations = generations;
        this.removals = removals;
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
            removals.addErasure(user);
        }
    }

    /** Exports the stored data of the user, a record for each model; the other bytes of a snapshot concern all users. */
    @Override
    public void export(UserId user, RecordSink sink) {
        nextItemPredictor
                .parameters(user)
                .ifPresent(parameters -> sink.add(TABLE, ModelDataJson.nextItems(user, parameters)));
        ratingPredictor
                .parameters(user)
                .ifPresent(parameters -> sink.add(TABLE, ModelDataJson.ratings(user, parameters)));
        riskScorer.payments(user).ifPresent(payments -> sink.add(TABLE, ModelDataJson.payments(user, payments)));
        clickPredictor.parameters(user).ifPresent(ads -> sink.add(TABLE, ModelDataJson.advertisements(user, ads)));
    }
}
