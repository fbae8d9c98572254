package io.portrait.ingest;

import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The owner's word on who is who. It goes the way of every event, so that it has its place among them. */
@Component
public class IdentityCommands {

    private final EventIntake intake;
    private final Clock clock;

    IdentityCommands(EventIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /** From now on the other id is this person too, and all that was learned under it is theirs. */
    public EventOutcome merge(UserId person, UserId other) {
        return accept(person, new EventPayload.Merge(other));
    }

    /** Takes {@link #merge} back: both are again what their own events make of them. */
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
