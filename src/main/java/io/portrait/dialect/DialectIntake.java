package io.portrait.dialect;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Intake;
import io.portrait.ingest.Outcome;
import io.portrait.ingest.Reading;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes messages in: first what they tell of the items, so that the events meet items that are known; then the events. */
@Component
public class DialectIntake {

    /**
     * What became of messages.
     *
     * @param outcomes one per message
     * @param events those of all their events
     */
    public record Taken(List<Outcome> outcomes, List<Outcome> events) {}

    private final Catalogue catalogue;
    private final Intake intake;
    private final TrackNames names;

    DialectIntake(Catalogue catalogue, Intake intake, TrackNames names) {
        this.catalogue = catalogue;
        this.intake = intake;
        this.names = names;
    }

    /** Takes messages in; the events of all of them are committed together. */
    public Taken take(List<Message> messages) {
        List<ItemDraft> items =
                messages.stream().flatMap(message -> message.items().stream()).toList();
        catalogue.complete(items);
        List<Reading> readings = messages.stream()
                .flatMap(message -> message.readings().stream())
                .toList();
        List<Outcome> events = intake.accept(readings);
        List<Outcome> outcomes = new ArrayList<>(messages.size());
        int from = 0;
        for (Message message : messages) {
            int to = from + message.readings().size();
            outcomes.add(note(message, Message.outcome(events.subList(from, to))));
            from = to;
        }
        return new Taken(outcomes, events);
    }

    private Outcome note(Message message, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            message.trackName().ifPresent(names::count);
        }
        return outcome;
    }
}
