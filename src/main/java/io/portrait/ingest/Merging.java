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
public class Merging {

    private final Intake intake;
    private final Clock clock;

    Merging(Intake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /** From now on the other id is this person too, and all that was learned under it is theirs. */
    public Outcome merge(UserId person, UserId other) {
        return accept(person, new Behaviour.Merge(other));
    }

    /** Takes {@link #merge} back: both are again what their own events make of them. */
    public Outcome unmerge(UserId person, UserId other) {
        return accept(person, new Behaviour.Unmerge(other));
    }

    private Outcome accept(UserId person, Behaviour behaviour) {
        Event event = new Event(
                person,
                new MessageId(EventType.of(behaviour).wireName() + "-" + UUID.randomUUID()),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                behaviour,
                null,
                Event.Origin.UNKNOWN,
                null);
        return intake.accept(List.of(new Reading.Clean(event))).getFirst();
    }
}
