package io.portrait.web;

import io.portrait.ingest.EventOutcome;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;

/** The amount of detail in receipts. A key of a client can be read by everyone, so its receipts reveal nothing of a person. */
enum ReceiptDetail {
    /** For the owner: the reason of each outcome. */
    FULL,
    /** For clients: one code for all reasons that depend on a person. */
    NEUTRAL;

    static ReceiptDetail of(Caller caller) {
        return caller.role() == KeyRole.WRITE ? NEUTRAL : FULL;
    }

    EventReceipt receipt(int index, SentEvent sent, EventOutcome outcome) {
        return this == FULL ? EventReceipt.of(index, sent, outcome) : EventReceipt.neutral(index, sent, outcome);
    }
}
