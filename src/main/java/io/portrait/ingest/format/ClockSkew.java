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
 * always set. A {@code sentAt} that makes a plausible time implausible is a wrong one, and is not used. A time that is unreadable, too
 * old or in the future is used only if there is no other: the validation of every event rejects the first two, and a time in the
 * future becomes the time of arrival with a warning.
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
     * @param isReplaced whether the time of arrival replaces a time that is later than the clock skew allows
     */
    record MessageTime(String text, String field, boolean isReplaced) {}

    /** The correction for a batch with a field {@code sentAt}, which may be missing or unreadable. */
    static ClockSkew ofBatch(Instant receivedAt, JsonNode sentAt, IngestProperties limits) {
        return new ClockSkew(receivedAt, parse(sentAt), limits);
    }

    /** A message's corrected time; the arrival time if it has none. */
    MessageTime timeOf(JsonNode message) {
        List<String> present = FIELDS.stream().filter(message::hasNonNull).toList();
        if (present.isEmpty()) {
            return new MessageTime(receivedAt.toString(), FIELDS.getFirst(), false);
        }
        Optional<Instant> sentAt = parse(message.path("sentAt")).or(() -> batchSentAt);
        return plausible(message, present, sentAt)
                .or(() -> plausible(message, present, Optional.empty()))
                .orElseGet(() -> implausible(message.path(present.getFirst()), present.getFirst()));
    }

    /** The first plausible time among some fields. */
    private Optional<MessageTime> plausible(JsonNode message, List<String> names, Optional<Instant> sentAt) {
        for (String name : names) {
            Optional<Instant> time = parse(message.path(name))
                    .flatMap(read -> shifted(read, sentAt))
                    .filter(shifted -> !shifted.isBefore(limits.minEventTime())
                            && !shifted.isAfter(receivedAt.plus(limits.maxClockSkew())));
            if (time.isPresent()) {
                return time.map(shifted ->
                        new MessageTime((shifted.isAfter(receivedAt) ? receivedAt : shifted).toString(), name, false));
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> shifted(Instant time, Optional<Instant> sentAt) {
        try {
            return Optional.of(sentAt.map(sent -> receivedAt.minus(Duration.between(time, sent)))
                    .orElse(time));
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty(); // beyond the times that the JDK can represent
        }
    }

    /** A time that the validation of events rejects; the time of arrival if it is in the future. */
    private MessageTime implausible(JsonNode sent, String name) {
        boolean isFuture = parse(sent).filter(time -> time.isAfter(receivedAt)).isPresent();
        String text = sent.isString() ? sent.asString() : sent.toString();
        return new MessageTime(isFuture ? receivedAt.toString() : text, name, isFuture);
    }

    private static Optional<Instant> parse(JsonNode time) {
        try {
            return time.isString() ? Optional.of(Timestamps.parse(time.asString())) : Optional.empty();
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
