package io.portrait.ingest.format;

import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.portrait.ingest.EventFormat;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventReader;
import io.portrait.kernel.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Retry of dead letters: unchanged if the reason of the rejection is gone, or corrected. */
@Component
public class DeadLetterRetry {

    /** The message as parsed by the retry, and its outcome. */
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
     * Retries a dead letter and deletes it if the event is accepted. An event without a timestamp gets the arrival time of
     * the dead letter. The sender's clock is corrected by the sending time of the first attempt. The retry links ids with the
     * authority of a client, because an operator who submits rejected events again has not checked what they state of persons.
     *
     * @param corrected the corrected event, in the same format
     * @throws io.portrait.ingest.UnreadableBatchException if there is no correction and the dead letter is not a JSON object
     */
    public RetryResult retry(DeadLetter deadLetter, Optional<ObjectNode> corrected) {
        AdaptedMessage message = read(corrected.orElseGet(() -> eventReader.parse(deadLetter.event())), deadLetter);
        EventOutcome outcome = intake.accept(List.of(message), Caller.SERVICE)
                .messageOutcomes()
                .getFirst();
        if (!(outcome instanceof EventOutcome.Rejected)) {
            deadLetters.resolve(deadLetter.id());
        }
        return new RetryResult(message, outcome);
    }

    private AdaptedMessage read(ObjectNode event, DeadLetter deadLetter) {
        return switch (deadLetter.format()) {
            case NATIVE -> {
                setIfAbsent(event, "timestamp", deadLetter.receivedAt());
                yield AdaptedMessage.of(eventReader.read(event, "", EventFormat.NATIVE, event::toString), "");
            }
            case TRACKING ->
                trackingReader.readDeadLetter(event, deadLetter.receivedAt(), Optional.ofNullable(deadLetter.sentAt()));
            case CLOUDEVENTS -> {
                setIfAbsent(event, "time", deadLetter.receivedAt());
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
