package io.portrait.web;

import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventOutcome.LinkResult;
import io.portrait.ingest.Rejection;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The outcome of one event of a batch. */
record EventReceipt(
        int index,
        @Nullable String messageId,

        @Schema(allowableValues = {"accepted", "duplicate", "rejected"})
        String status,

        @Schema(
                description =
                        "whether an `identify` or `alias` has linked its two ids; the `code` has the reason if not (internal"
                                + " keys)")
        @Nullable
        Boolean merged,

        @Nullable String code,
        @Nullable String detail,
        @Nullable String pointer) {

    private static final String NOT_TAKEN = "the event was not stored; the owner's keys get the reason";

    /** A receipt with all details, for the owner. */
    static EventReceipt of(int index, @Nullable String id, EventOutcome outcome) {
        return switch (outcome) {
            case EventOutcome.Accepted accepted -> accepted(index, id, accepted.link());
            case EventOutcome.Duplicate duplicate -> withStatus(index, id, "duplicate");
            case EventOutcome.Rejected(var rejection) -> rejected(index, id, rejection);
        };
    }

    /** A receipt for a client, which reveals nothing of a person. */
    static EventReceipt neutral(int index, @Nullable String id, EventOutcome outcome) {
        return switch (outcome) {
            case EventOutcome.Accepted accepted -> withStatus(index, id, "accepted");
            case EventOutcome.Rejected(var rejection)
            when rejection.personal() ->
                rejected(index, id, new Rejection(ReceiptCode.NOT_TAKEN.code(), NOT_TAKEN, ""));
            default -> of(index, id, outcome);
        };
    }

    private static EventReceipt accepted(int index, @Nullable String id, @Nullable LinkResult link) {
        return switch (link) {
            case null -> withStatus(index, id, "accepted");
            case LinkResult.Linked() -> new EventReceipt(index, id, "accepted", true, null, null, null);
            case LinkResult.NotLinked(var reason) ->
                new EventReceipt(index, id, "accepted", false, reason.code(), reason.detail(), null);
        };
    }

    private static EventReceipt withStatus(int index, @Nullable String id, String status) {
        return new EventReceipt(index, id, status, null, null, null, null);
    }

    private static EventReceipt rejected(int index, @Nullable String id, Rejection rejection) {
        return new EventReceipt(
                index, id, "rejected", null, rejection.code(), rejection.detail(), pointer(index, rejection));
    }

    /** The pointer to the event itself if the rejection has none, as for a suppressed person. */
    private static String pointer(int index, Rejection rejection) {
        return rejection.pointer().isEmpty() ? "/events/" + index : rejection.pointer();
    }
}
