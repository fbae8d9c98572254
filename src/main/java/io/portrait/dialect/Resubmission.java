package io.portrait.dialect;

import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.portrait.ingest.Dialect;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Sends dead letters again: as they were, where the reason is gone, or mended. */
@Component
public class Resubmission {

    /** The message as it was read this time, and what became of it. */
    public record Resubmitted(Message message, Outcome outcome) {}

    private final DeadLetters letters;
    private final EventReader events;
    private final SegmentReader segment;
    private final CloudEventReader cloudEvents;
    private final DialectIntake intake;

    Resubmission(
            DeadLetters letters,
            EventReader events,
            SegmentReader segment,
            CloudEventReader cloudEvents,
            DialectIntake intake) {
        this.letters = letters;
        this.events = events;
        this.segment = segment;
        this.cloudEvents = cloudEvents;
        this.intake = intake;
    }

    /**
     * Sends a letter again; if the event is taken, the letter is gone. An event that does not say when it happened did so
     * when the letter arrived, and a sender's clock is set right by what it showed when the batch was sent first.
     *
     * @param mended the event as it should have been, in the same dialect
     * @throws io.portrait.ingest.UnreadableBatchException if nothing mended is given and the letter is no JSON object
     */
    public Resubmitted resubmit(DeadLetter letter, Optional<ObjectNode> mended) {
        Message message = read(mended.orElseGet(() -> events.parse(letter.event())), letter);
        Outcome outcome = intake.take(List.of(message)).outcomes().getFirst();
        if (!(outcome instanceof Outcome.Rejected)) {
            letters.resolve(letter.id());
        }
        return new Resubmitted(message, outcome);
    }

    private Message read(ObjectNode event, DeadLetter letter) {
        return switch (letter.dialect()) {
            case NATIVE -> {
                setIfAbsent(event, "timestamp", letter.receivedAt());
                yield Message.of(events.read(event, "", Dialect.NATIVE, event::toString));
            }
            case SEGMENT -> segment.readAgain(event, letter.receivedAt(), Optional.ofNullable(letter.sentAt()));
            case CLOUDEVENTS -> {
                setIfAbsent(event, "time", letter.receivedAt());
                yield cloudEvents.read(event, "");
            }
        };
    }

    private static void setIfAbsent(ObjectNode event, String field, Instant time) {
        if (!event.has(field)) {
            event.put(field, time.toString());
        }
    }
}
