package io.portrait.dialect;

import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.portrait.ingest.Dialect;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.Outcome;
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
     * Sends a letter again; if the event is taken, the letter is gone.
     *
     * @param mended the event as it should have been, in the same dialect
     * @throws io.portrait.ingest.UnreadableBatchException if nothing mended is given and the letter is no JSON object
     */
    public Resubmitted resubmit(DeadLetter letter, Optional<ObjectNode> mended) {
        Message message = read(mended.orElseGet(() -> events.parse(letter.event())), letter.dialect());
        Outcome outcome = intake.take(List.of(message)).outcomes().getFirst();
        if (!(outcome instanceof Outcome.Rejected)) {
            letters.resolve(letter.id());
        }
        return new Resubmitted(message, outcome);
    }

    private Message read(ObjectNode event, Dialect dialect) {
        return switch (dialect) {
            case NATIVE -> Message.of(events.read(event, "", dialect, event::toString));
            case SEGMENT -> segment.readAgain(event);
            case CLOUDEVENTS -> cloudEvents.read(event, "");
        };
    }
}
