package io.portrait.web;

import io.portrait.ingest.EventOutcome;
import java.util.ArrayList;
import java.util.List;

/** The response to a batch of events. */
record EventReceipts(int accepted, int duplicates, int rejected, List<EventReceipt> receipts) {

    static EventReceipts of(ReceiptDetail detail, List<SentEvent> events, List<EventOutcome> outcomes) {
        List<EventReceipt> receipts = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            receipts.add(detail.receipt(i, events.get(i), outcomes.get(i)));
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
