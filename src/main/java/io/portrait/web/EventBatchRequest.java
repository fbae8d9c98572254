package io.portrait.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a batch of events in the OpenAPI description. {@link io.portrait.ingest.EventBatchReader} parses each event
 * separately, so that an invalid event does not affect the others.
 */
record EventBatchRequest(
        @Nullable OffsetDateTime sentAt,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<SubmittedEvent> events) {

    static final String EXAMPLE = """
        {"events": [
          {"messageId": "m-1", "userId": "ada", "type": "view", "timestamp": "2026-11-22T08:30:00Z",
           "item": "mug-1", "value": 12, "context": {"channel": "web", "sessionId": "s-1"}},
          {"messageId": "m-2", "userId": "ada", "type": "purchase", "timestamp": "2026-11-22T08:34:00Z",
           "item": "mug-1", "value": 7.95, "context": {"channel": "web", "sessionId": "s-1"}}
        ]}
        """;

    /** The schema of an order. */
    @Schema(name = "Order")
    record SubmittedOrder(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128)
            String id,

            @Schema(description = "the total of the whole order; default: the sum of its lines") @Nullable
            Double total,

            @Nullable Double discount,
            @Nullable Double shipping,
            @Nullable Double tax,

            @Schema(description = "the pieces of the line; a refund without a value refunds so many") @Nullable
            Double quantity,

            @Schema(
                    description =
                            "whether a refund is of all that is left of the order; default: if it has no item and no value")
            @Nullable
            Boolean whole) {}

    /** The schema of an event. */
    @Schema(name = "Event")
    record SubmittedEvent(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "makes retries safe: an event with the same user and messageId is accepted once",
                    minLength = 1,
                    maxLength = 128)
            String messageId,

            @Schema(description = "this or anonymousId is required", minLength = 1, maxLength = 128) @Nullable
            String userId,

            @Schema(
                    description =
                            "the id of a visitor who is not logged in; an `identify` with a userId links it to the user",
                    minLength = 1,
                    maxLength = 128)
            @Nullable
            String anonymousId,

            @Schema(
                    description = "the other id of the user, of an `alias`; required there",
                    minLength = 1,
                    maxLength = 128)
            @Nullable
            String previousId,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {
                        "impression",
                        "view",
                        "click",
                        "search",
                        "cart",
                        "uncart",
                        "purchase",
                        "refund",
                        "like",
                        "dislike",
                        "rating",
                        "share",
                        "comment",
                        "follow",
                        "transaction",
                        "identify",
                        "alias",
                        "custom"
                    })
            String type,

            @Schema(description = "event time; default: the time of arrival") @Nullable
            OffsetDateTime timestamp,

            @Schema(description = "the id of the item in the catalog") @Nullable
            String item,

            @Schema(
                    description =
                            "rating, amount of a purchase, refund or transaction, or dwell seconds of a view; an amount"
                                    + " may be text such as `1.299,00 €`")
            @Nullable
            Double value,

            @Schema(description = "the currency of the amount, as in ISO 4217") @Nullable
            String currency,

            @Schema(description = "the order that a purchase or refund belongs to; it counts once per person") @Nullable
            SubmittedOrder order,

            @Schema(description = "the text of a search") @Nullable
            String query,

            @Schema(description = "properties of the user, of an `identify`; null removes one") @Nullable
            Map<String, Object> traits,

            @Schema(
                    description =
                            "`scale` of a rating (default 5), `name` of a custom event, `listId` of the served list"
                                    + " that an event is feedback to, and own fields")
            @Nullable
            Map<String, Object> properties,

            @Schema(description = "`channel`, `sessionId`, `timezone`, `identityToken`, and own fields") @Nullable
            Map<String, Object> context) {}
}
