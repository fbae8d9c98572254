package io.portrait.ingest.format;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.EventIntake;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.ParsedEvent;
import io.portrait.kernel.Caller;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Intake of adapted messages: first their items, so that the events refer to known items, then their events. */
@Component
public class AdaptedIntake {

    /**
     * The outcomes of some messages.
     *
     * @param messageOutcomes one outcome per message, in order
     * @param eventOutcomes the outcomes of all their events
     */
    public record IntakeResult(List<EventOutcome> messageOutcomes, List<EventOutcome> eventOutcomes) {}

    private final Catalog catalog;
    private final EventIntake intake;
    private final TrackEventNames trackEventNames;

    AdaptedIntake(Catalog catalog, EventIntake intake, TrackEventNames trackEventNames) {
        this.catalog = catalog;
        this.intake = intake;
        this.trackEventNames = trackEventNames;
    }

    /** Accepts the messages of a caller; the events of all messages are committed together. */
    public IntakeResult accept(List<AdaptedMessage> messages, Caller sender) {
        List<ItemDraft> items =
                messages.stream().flatMap(message -> message.items().stream()).toList();
        catalog.enrich(items);
        List<ParsedEvent> parsedEvents = messages.stream()
                .flatMap(message -> message.parsedEvents().stream())
                .toList();
        List<EventOutcome> eventOutcomes = intake.accept(parsedEvents, sender);
        List<EventOutcome> messageOutcomes = new ArrayList<>(messages.size());
        int from = 0;
        for (AdaptedMessage message : messages) {
            int to = from + message.parsedEvents().size();
            messageOutcomes.add(countName(message, AdaptedMessage.combinedOutcome(eventOutcomes.subList(from, to))));
            from = to;
        }
        return new IntakeResult(messageOutcomes, eventOutcomes);
    }

    private EventOutcome countName(AdaptedMessage message, EventOutcome outcome) {
        if (outcome instanceof EventOutcome.Accepted) {
            message.trackName().ifPresent(trackEventNames::count);
        }
        return outcome;
    }
}
