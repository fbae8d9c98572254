package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.OrderPart;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.Money;
import io.portrait.model.feature.TopicWeight;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
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
        @Schema(type = "number") @Nullable Number value,

        @Schema(description = "of the amount, as in ISO 4217; absent if the sender told none") @Nullable
        String currency,

        @Nullable OrderResponse order,
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
                currency(event.payload()),
                event.payload().orderPart().map(OrderResponse::of).orElse(null),
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

    /** The order of a purchase or refund. */
    @Schema(description = "the order that a purchase or refund belongs to")
    record OrderResponse(
            String id,

            @Schema(
                    description =
                            "the number of the line in the message with the whole order, from 0; absent for a single line")
            @Nullable
            Integer line,

            @Nullable BigDecimal total,
            @Nullable BigDecimal discount,
            @Nullable BigDecimal shipping,
            @Nullable BigDecimal tax) {

        static OrderResponse of(OrderPart order) {
            OrderPart.OrderAmounts amounts = order.amounts();
            return new OrderResponse(
                    order.orderId(),
                    order.statement() == null ? null : order.line(),
                    amounts.total(),
                    amounts.discount(),
                    amounts.shipping(),
                    amounts.tax());
        }
    }

    private static @Nullable String currency(EventPayload payload) {
        return payload.payment()
                .map(Money::currency)
                .filter(currency -> !currency.equals(CurrencyCodes.NONE))
                .orElse(null);
    }

    private static @Nullable Number value(EventPayload payload) {
        return switch (payload) {
            case EventPayload.View view -> view.dwellSeconds();
            case EventPayload.Rating rating -> rating.value();
            default -> payload.payment().map(Money::amount).orElse(null);
        };
    }
}
