package io.portrait.ingest;

import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Identity merges and splits by the owner. They are written as events, so that they have a position in the journal. */
@Component
public class IdentityCommands {

    private final EventIntake intake;
    private final Clock clock;

    IdentityCommands(EventIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /** Merges another id into a person, including everything that was learned under that id. */
    public EventOutcome merge(UserId person, UserId other) {
        return accept(person, new EventPayload.Merge(other));
    }

    /** Reverts {@link #merge}: both profiles are rebuilt from their own events. */
    public EventOutcome unmerge(UserId person, UserId other) {
        return accept(person, new EventPayload.Unmerge(other));
    }

    private EventOutcome accept(UserId person, EventPayload payload) {
        Event event = new Event(
                person,
                new MessageId(EventType.of(payload).wireName() + "-" + UUID.randomUUID()),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                payload,
                null,
                Event.Origin.UNKNOWN,
                null);
        return intake.accept(List.of(new ParsedEvent.Valid(event))).getFirst();
    }
}
