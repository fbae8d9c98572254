package io.portrait.web;

import io.portrait.ingest.EventOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The response to a batch of events. */
record EventReceipts(int accepted, int duplicates, int rejected, List<EventReceipt> receipts) {

    static EventReceipts of(
            ReceiptDetail detail, IntFunction<@Nullable String> messageIds, List<EventOutcome> outcomes) {
        List<EventReceipt> receipts = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            receipts.add(detail.receipt(i, messageIds.apply(i), outcomes.get(i)));
        }
        return new EventReceipts(
                count(outcomes, EventOutcome.Accepted.class),
                count(outcomes, EventOutcome.Duplicate.class),
                count(outcomes, EventOutcome.Rejected.class),
                receipts);
    }

    private static int count(List<EventOutcome> outcomes, Class<? extends EventOutcome> kind) {
        return (int) outcomes.stream().filter(kind::isInstance).count();
    }
}
