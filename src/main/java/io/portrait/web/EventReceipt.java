package io.portrait.web;

import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventOutcome.LinkResult;
import io.portrait.ingest.Rejection;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
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
        @Nullable String pointer,

        @Schema(description = "remarks on an accepted event") @Nullable
        List<ReceiptWarning> warnings) {

    /** A remark on an accepted event. */
    record ReceiptWarning(String code, String detail, String pointer) {

        static @Nullable List<ReceiptWarning> of(SentEvent sent) {
            return sent.warnings().isEmpty()
                    ? null
                    : sent.warnings().stream()
                            .map(warning -> new ReceiptWarning(warning.code(), warning.detail(), warning.pointer()))
                            .toList();
        }
    }

    private static final String NOT_TAKEN = "the event was not stored; the owner's keys get the reason";

    /** A receipt with all details, for the owner. */
    static EventReceipt of(int index, SentEvent sent, EventOutcome outcome) {
        return switch (outcome) {
            case EventOutcome.Accepted accepted -> accepted(index, sent, accepted.link());
            case EventOutcome.Duplicate duplicate -> withStatus(index, sent, "duplicate");
            case EventOutcome.Rejected(var rejection) -> rejected(index, sent, rejection);
        };
    }

    /** A receipt for a client, which reveals nothing of a person. */
    static EventReceipt neutral(int index, SentEvent sent, EventOutcome outcome) {
        return switch (outcome) {
            case EventOutcome.Accepted accepted -> withStatus(index, sent, "accepted");
            case EventOutcome.Rejected(var rejection)
            when rejection.personal() ->
                rejected(index, sent, new Rejection(ReceiptCode.NOT_TAKEN.code(), NOT_TAKEN, ""));
            default -> of(index, sent, outcome);
        };
    }

    private static EventReceipt accepted(int index, SentEvent sent, @Nullable LinkResult link) {
        return switch (link) {
            case null -> withStatus(index, sent, "accepted");
            case LinkResult.Linked() ->
                new EventReceipt(index, sent.messageId(), "accepted", true, null, null, null, ReceiptWarning.of(sent));
            case LinkResult.NotLinked(var reason) ->
                new EventReceipt(
                        index,
                        sent.messageId(),
                        "accepted",
                        false,
                        reason.code(),
                        reason.detail(),
                        null,
                        ReceiptWarning.of(sent));
        };
    }

    private static EventReceipt withStatus(int index, SentEvent sent, String status) {
        return new EventReceipt(index, sent.messageId(), status, null, null, null, null, ReceiptWarning.of(sent));
    }

    /** The receipt points to the event itself if the rejection has no pointer, as for a suppressed person. */
    private static EventReceipt rejected(int index, SentEvent sent, Rejection rejection) {
        String pointer = rejection.pointer().isEmpty() ? sent.pointer() : rejection.pointer();
        return new EventReceipt(
                index, sent.messageId(), "rejected", null, rejection.code(), rejection.detail(), pointer, null);
    }
}
