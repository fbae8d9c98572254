package io.portrait.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a batch, for the API's description; {@link io.portrait.ingest.EventBatchReader} reads it event by event, so
 * that one bad event does not spoil the others.
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

    /** One event. */
    @Schema(name = "Event")
    record SubmittedEvent(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "makes retries safe: the same id for the same user is taken once",
                    minLength = 1,
                    maxLength = 128)
            String messageId,

            @Schema(description = "this or anonymousId", minLength = 1, maxLength = 128) @Nullable
            String userId,

            @Nullable String anonymousId,

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
                        "custom"
                    })
            String type,

            @Schema(description = "event time; without it the time of arrival") @Nullable
            OffsetDateTime timestamp,

            @Schema(description = "the item's id in the catalogue") @Nullable
            String item,

            @Schema(description = "rating, amount of a purchase, refund or transaction, or dwell seconds of a view")
            @Nullable
            Double value,

            @Schema(description = "what a search looked for") @Nullable
            String query,

            @Schema(
                    description =
                            "`scale` of a rating (5), `name` of a custom event, `impressionId` of the list that an event"
                                    + " answers to, and anything of your own")
            @Nullable
            Map<String, Object> properties,

            @Schema(description = "`channel`, `sessionId`, and anything of your own") @Nullable
            Map<String, Object> context) {}
}
