package io.portrait.ingest.format;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The correction of a device's clock. The clock may be wrong, but it is wrong by the same amount when the event happens and
 * when it is sent: {@code timestamp = receivedAt − (sentAt − originalTimestamp)}. A result after the arrival is replaced by
 * the arrival time. Times that are too old or unreadable are left to the validation of every event.
 *
 * @param receivedAt arrival time by the server's clock
 * @param batchSentAt sending time of the batch by the device's clock, if the batch has one
 */
record ClockSkew(Instant receivedAt, Optional<Instant> batchSentAt) {

    /** The correction for a batch with a field {@code sentAt}, which may be missing or unreadable. */
    static ClockSkew ofBatch(Instant receivedAt, JsonNode sentAt) {
        return new ClockSkew(receivedAt, parse(sentAt));
    }

    /** A message's corrected time as text; the arrival time if it has none, and the original text if it is unreadable. */
    String correctedTime(JsonNode message) {
        JsonNode original =
                message.hasNonNull("originalTimestamp") ? message.path("originalTimestamp") : message.path("timestamp");
        if (original.isMissingNode() || original.isNull()) {
            return receivedAt.toString();
        }
        return parse(original)
                .map(at -> corrected(at, message).toString())
                .orElseGet(() -> original.isString() ? original.asString() : original.toString());
    }

    private Instant corrected(Instant original, JsonNode message) {
        Optional<Instant> sentAt = parse(message.path("sentAt")).or(() -> batchSentAt);
        Instant at = sentAt.map(sent -> receivedAt.minus(Duration.between(original, sent)))
                .orElse(original);
        return at.isAfter(receivedAt) ? receivedAt : at;
    }

    private static Optional<Instant> parse(JsonNode time) {
        try {
            return time.isString()
                    ? Optional.of(OffsetDateTime.parse(time.asString()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
