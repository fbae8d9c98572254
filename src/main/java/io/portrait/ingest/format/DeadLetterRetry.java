package io.portrait.ingest.format;

import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.portrait.ingest.EventFormat;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Sends dead letters again: as they were, where the reason is gone, or mended. */
@Component
public class DeadLetterRetry {

    /** The message as it was read this time, and what became of it. */
    public record RetryResult(AdaptedMessage message, EventOutcome outcome) {}

    private final DeadLetters deadLetters;
    private final EventReader eventReader;
    private final TrackingReader trackingReader;
    private final CloudEventReader cloudEventReader;
    private final AdaptedIntake intake;

    DeadLetterRetry(
            DeadLetters deadLetters,
            EventReader eventReader,
            TrackingReader trackingReader,
            CloudEventReader cloudEventReader,
            AdaptedIntake intake) {
        this.deadLetters = deadLetters;
        this.eventReader = eventReader;
        this.trackingReader = trackingReader;
        this.cloudEventReader = cloudEventReader;
        this.intake = intake;
    }

    /**
     * Sends a letter again; if the event is taken, the letter is gone. An event that does not say when it happened did so
     * when the letter arrived, and a sender's clock is set right by what it showed when the batch was sent first.
     *
     * @param corrected the event as it should have been, in the same dialect
     * @throws io.portrait.ingest.UnreadableBatchException if nothing mended is given and the letter is no JSON object
     */
    public RetryResult retry(DeadLetter letter, Optional<ObjectNode> corrected) {
        AdaptedMessage message = read(corrected.orElseGet(() -> eventReader.parse(letter.event())), letter);
        EventOutcome outcome = intake.accept(List.of(message)).messageOutcomes().getFirst();
        if (!(outcome instanceof EventOutcome.Rejected)) {
            deadLetters.resolve(letter.id());
        }
        return new RetryResult(message, outcome);
    }

    private AdaptedMessage read(ObjectNode event, DeadLetter letter) {
        return switch (letter.format()) {
            case NATIVE -> {
                setIfAbsent(event, "timestamp", letter.receivedAt());
                yield AdaptedMessage.of(eventReader.read(event, "", EventFormat.NATIVE, event::toString));
            }
            case TRACKING ->
                trackingReader.readDeadLetter(event, letter.receivedAt(), Optional.ofNullable(letter.sentAt()));
            case CLOUDEVENTS -> {
                setIfAbsent(event, "time", letter.receivedAt());
                yield cloudEventReader.read(event, "");
            }
        };
    }

    private static void setIfAbsent(ObjectNode event, String field, Instant time) {
        if (!event.has(field)) {
            event.put(field, time.toString());
        }
    }
}
