package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.portrait.feature.TopicWeight;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
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

        @Schema(description = "what was inferred from it") List<InferredAnswer> inferred,

        @Schema(type = "object", description = "properties, context and whatever else was sent") @JsonRawValue @Nullable
        String detail) {

    static EventAnswer of(JournalEntry entry, List<TopicWeight> inferred) {
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
                inferred.stream().map(InferredAnswer::of).toList(),
                event.detail());
    }

    record InferredAnswer(
            String topic,

            @Schema(description = "in event weights, when it was fresh")
            double weight) {

        static InferredAnswer of(TopicWeight inferred) {
            return new InferredAnswer(inferred.topic().path(), Rounded.six(inferred.weight()));
        }
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
