package io.portrait.shared;

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
class FollowedRecords implements PersonalData {

    private final Journal journal;
    private final JdbcChoiceGeneration generation;
    private final JdbcEntrySnapshots snapshots;
    private final NextItems nextItems;
    private final Risks risks;
    private final Ads ads;

    FollowedRecords(
            Journal journal,
            JdbcChoiceGeneration generation,
            JdbcEntrySnapshots snapshots,
            NextItems nextItems,
            Risks risks,
            Ads ads) {
        this.journal = journal;
        this.generation = generation;
        this.snapshots = snapshots;
        this.nextItems = nextItems;
        this.risks = risks;
        this.ads = ads;
    }

    @Override
    public void erase(UserId user) {
        if (!journal.history(user, Long.MAX_VALUE, 1).isEmpty()) {
            generation.next();
            snapshots.forget();
        }
    }

    /** The models' bytes are everybody's; of them a person is told what is kept of their own. */
    @Override
    public void export(UserId user, Records records) {
        List<ItemId> last = nextItems.history(user);
        int shown = ads.shown(user);
        boolean paid = risks.knows(user);
        if (!last.isEmpty() || shown > 0 || paid) {
            records.add("entry_snapshot_part", asJson(user, last, shown, paid));
        }
    }

    private static String asJson(UserId user, List<ItemId> last, int shown, boolean paid) {
        ObjectNode told = JsonNodeFactory.instance
                .objectNode()
                .put("user_id", user.value())
                .put("advertisements_shown", shown)
                .put("has_payments", paid);
        ArrayNode items = told.putArray("last_items");
        last.forEach(item -> items.add(item.value()));
        return told.toString();
    }
}
