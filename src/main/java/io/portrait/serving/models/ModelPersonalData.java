package io.portrait.serving.models;

import io.portrait.ingest.Journal;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person's part in the models that follow all entries: to be without it, they learn again what is left, and what is stored
 * of them is deleted in the erasure's own transaction. Before the journal, which tells whether there is any.
 */
@Component
@Order(0)
class ModelPersonalData implements PersonalData {

    private final Journal journal;
    private final JdbcModelGeneration generations;
    private final JdbcModelSnapshots snapshots;
    private final NextItemPredictor nextItemPredictor;
    private final RiskScorer riskScorer;
    private final ClickPredictor clickPredictor;

    ModelPersonalData(
            Journal journal,
            JdbcModelGeneration generations,
            JdbcModelSnapshots snapshots,
            NextItemPredictor nextItemPredictor,
            RiskScorer riskScorer,
            ClickPredictor clickPredictor) {
        this.journal = journal;
        this.generations = generations;
        this.snapshots = snapshots;
        this.nextItemPredictor = nextItemPredictor;
        this.riskScorer = riskScorer;
        this.clickPredictor = clickPredictor;
    }

    @Override
    public void erase(UserId user) {
        if (!journal.history(user, Long.MAX_VALUE, 1).isEmpty()) {
            generations.increment();
            snapshots.deleteAll();
        }
    }

    /** The models' bytes are everybody's; of them a person is told what is kept of their own. */
    @Override
    public void export(UserId user, RecordSink sink) {
        List<ItemId> lastItems = nextItemPredictor.history(user);
        int impressionCount = clickPredictor.impressionCount(user);
        boolean hasPayments = riskScorer.hasPayments(user);
        if (!lastItems.isEmpty() || impressionCount > 0 || hasPayments) {
            sink.add("model_snapshot_chunk", asJson(user, lastItems, impressionCount, hasPayments));
        }
    }

    private static String asJson(UserId user, List<ItemId> lastItems, int impressionCount, boolean hasPayments) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("user_id", user.value())
                .put("advertisements_shown", impressionCount)
                .put("has_payments", hasPayments);
        ArrayNode items = json.putArray("last_items");
        lastItems.forEach(item -> items.add(item.value()));
        return json.toString();
    }
}
