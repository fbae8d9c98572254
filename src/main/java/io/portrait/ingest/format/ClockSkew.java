package io.portrait.ingest.format;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * When a message happened by our clock. A device's clock may be wrong, but it is equally wrong when the event happens and
 * when it is sent: {@code timestamp = receivedAt − (sentAt − originalTimestamp)}. What would be later than its arrival
 * happened on arrival; what is too old or no time at all is left to the rules of every event.
 */
record ClockSkew(Instant receivedAt, Optional<Instant> batchSentAt) {

    static ClockSkew of(Instant receivedAt, JsonNode sentAt) {
        return new ClockSkew(receivedAt, parse(sentAt));
    }

    /** The time as text; where none is told, that of arrival. What cannot be read is given back as it is. */
    String of(JsonNode message) {
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
