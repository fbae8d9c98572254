package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.model.feature.TopicWeight;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored event. */
record EventResponse(
        long position,
        String messageId,
        String type,
        Instant timestamp,
        Instant receivedAt,
        @Nullable String item,
        @Nullable Integer itemRevision,
        @Nullable Double value,
        @Nullable String query,
        @Nullable String channel,
        @Nullable String sessionId,

        @Schema(description = "the interest weights inferred from the event")
        List<InferredInterestResponse> inferred,

        @Schema(type = "object", description = "properties, context, and all other fields that were sent")
        @JsonRawValue
        @Nullable
        String detail) {

    static EventResponse of(JournalEntry entry, List<TopicWeight> inferred) {
        Event event = entry.event();
        return new EventResponse(
                entry.position(),
                event.messageId().value(),
                event.type().wireName(),
                event.happenedAt(),
                entry.receivedAt(),
                event.itemId() == null ? null : event.itemId().value(),
                entry.itemRevision() == 0 ? null : entry.itemRevision(),
                value(event.payload()),
                event.payload() instanceof EventPayload.Search(String query) ? query : null,
                event.origin().channel(),
                event.origin().sessionId(),
                inferred.stream().map(InferredInterestResponse::of).toList(),
                event.extra());
    }

    record InferredInterestResponse(
            String topic,

            @Schema(description = "in event weights, without decay")
            double weight) {

        static InferredInterestResponse of(TopicWeight inferred) {
            return new InferredInterestResponse(inferred.topic().path(), Rounding.toSixDecimals(inferred.weight()));
        }
    }

    private static @Nullable Double value(EventPayload behaviour) {
        return switch (behaviour) {
            case EventPayload.View view -> view.dwellSeconds();
            case EventPayload.Purchase purchase -> purchase.amount();
            case EventPayload.Refund refund -> refund.amount();
            case EventPayload.Transaction transaction -> transaction.amount();
            case EventPayload.Rating rating -> rating.value();
            default -> null;
        };
    }
}
