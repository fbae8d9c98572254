package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event as it was taken. */
record EventAnswer(
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

        @Schema(type = "object", description = "properties, context and whatever else was sent") @JsonRawValue @Nullable
        String detail) {

    static EventAnswer of(JournalEntry entry) {
        Event event = entry.event();
        return new EventAnswer(
                entry.position(),
                event.message().value(),
                event.type().wireName(),
                event.happenedAt(),
                entry.receivedAt(),
                event.item() == null ? null : event.item().value(),
                entry.itemRevision() == 0 ? null : entry.itemRevision(),
                value(event.behaviour()),
                event.behaviour() instanceof Behaviour.Search(String query) ? query : null,
                event.origin().channel(),
                event.origin().session(),
                event.detail());
    }

    private static @Nullable Double value(Behaviour behaviour) {
        return switch (behaviour) {
            case Behaviour.View view -> view.dwellSeconds();
            case Behaviour.Purchase purchase -> purchase.amount();
            case Behaviour.Refund refund -> refund.amount();
            case Behaviour.Transaction transaction -> transaction.amount();
            case Behaviour.Rating rating -> rating.value();
            default -> null;
        };
    }
}
