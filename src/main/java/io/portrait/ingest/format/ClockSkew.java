package io.portrait.ingest.format;

import io.portrait.ingest.IngestProperties;
import io.portrait.kernel.Timestamps;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The correction of a device's clock. The clock may be wrong, but it is wrong by the same amount when the event happens and
 * when it is sent: {@code time = receivedAt − (sentAt − time by the device)}. A result after the arrival is replaced by the
 * arrival time.
 *
 * <p>The caller's own {@code timestamp} takes precedence over {@code originalTimestamp}, the clock of the SDK, which some SDKs
 * always set. A time that is unreadable, too old or in the future is used only if there is no other; the validation of every
 * event then rejects it.
 *
 * @param receivedAt arrival time by the server's clock
 * @param batchSentAt sending time of the batch by the device's clock, if the batch has one
 * @param limits the earliest and latest times that are accepted
 */
record ClockSkew(Instant receivedAt, Optional<Instant> batchSentAt, IngestProperties limits) {

    private static final List<String> FIELDS = List.of("timestamp", "originalTimestamp");

    /**
     * The time of a message.
     *
     * @param text the corrected time, or the text that cannot be read
     * @param field the field that it was read from
     */
    record MessageTime(String text, String field) {}

    /** The correction for a batch with a field {@code sentAt}, which may be missing or unreadable. */
    static ClockSkew ofBatch(Instant receivedAt, JsonNode sentAt, IngestProperties limits) {
        return new ClockSkew(receivedAt, parse(sentAt), limits);
    }

    /** A message's corrected time; the arrival time if it has none. */
    MessageTime timeOf(JsonNode message) {
        List<String> present = FIELDS.stream().filter(message::hasNonNull).toList();
        if (present.isEmpty()) {
            return new MessageTime(receivedAt.toString(), FIELDS.getFirst());
        }
        return present.stream()
                .filter(field -> isPlausible(message, field))
                .findFirst()
                .map(field -> time(message, field))
                .orElseGet(() -> time(message, present.getFirst()));
    }

    private boolean isPlausible(JsonNode message, String field) {
        return parse(message.path(field))
                .map(time -> shifted(time, message))
                .filter(time ->
                        !time.isBefore(limits.minEventTime()) && !time.isAfter(receivedAt.plus(limits.maxClockSkew())))
                .isPresent();
    }

    private MessageTime time(JsonNode message, String field) {
        JsonNode sent = message.path(field);
        String text = parse(sent)
                .map(time -> shifted(time, message))
                .map(time -> (time.isAfter(receivedAt) ? receivedAt : time).toString())
                .orElseGet(() -> sent.isString() ? sent.asString() : sent.toString());
        return new MessageTime(text, field);
    }

    private Instant shifted(Instant time, JsonNode message) {
        return parse(message.path("sentAt"))
                .or(() -> batchSentAt)
                .map(sent -> receivedAt.minus(Duration.between(time, sent)))
                .orElse(time);
    }

    private static Optional<Instant> parse(JsonNode time) {
        try {
            return time.isString() ? Optional.of(Timestamps.parse(time.asString())) : Optional.empty();
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
