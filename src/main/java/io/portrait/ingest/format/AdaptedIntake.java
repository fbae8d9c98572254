package io.portrait.ingest.format;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.EventDescription;
import io.portrait.ingest.EventIntake;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.ParsedEvent;
import io.portrait.kernel.Caller;
import io.portrait.kernel.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The intake of adapted messages. The events of a message are committed together, and its descriptions of items and its name go
 * to the {@link Quarantine} with them.
 */
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
    private final Quarantine quarantine;

    AdaptedIntake(Catalog catalog, EventIntake intake, TrackEventNames trackEventNames, Quarantine quarantine) {
        this.catalog = catalog;
        this.intake = intake;
        this.trackEventNames = trackEventNames;
        this.quarantine = quarantine;
    }

    /** Accepts the messages of a caller; the events of all messages are committed together. */
    public IntakeResult accept(List<AdaptedMessage> messages, Caller sender) {
        List<ParsedEvent> parsedEvents =
                messages.stream().flatMap(message -> events(message).stream()).toList();
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

    /** The events of a message, with its description if that is new. */
    private List<ParsedEvent> events(AdaptedMessage message) {
        if (!quarantine.isEnabled()) {
            return message.parsedEvents();
        }
        Map<ItemId, ItemDraft> items = newDescriptions(message.items());
        Optional<String> name = message.trackName().filter(Predicate.not(trackEventNames::isKnown));
        return items.isEmpty() && name.isEmpty() ? message.parsedEvents() : describe(message, items, name);
    }

    private Map<ItemId, ItemDraft> newDescriptions(List<ItemDraft> items) {
        return items.stream()
                .filter(catalog::lacksInformation)
                .collect(Collectors.toMap(ItemDraft::id, Function.identity(), (first, second) -> first));
    }

    /** Gives each event the description of its item, and the first event of the message the name. */
    private static List<ParsedEvent> describe(
            AdaptedMessage message, Map<ItemId, ItemDraft> items, Optional<String> name) {
        List<ParsedEvent> described = new ArrayList<>();
        Optional<String> unused = name;
        for (ParsedEvent parsedEvent : message.parsedEvents()) {
            if (parsedEvent instanceof ParsedEvent.Valid valid) {
                @Nullable ItemId itemId = valid.event().itemId();
                @Nullable ItemDraft item = itemId == null ? null : items.get(itemId);
                boolean hasDescription = item != null || unused.isPresent();
                described.add(
                        hasDescription
                                ? valid.withDescription(new EventDescription(item, unused.orElse(null)))
                                : valid);
                unused = Optional.empty();
            } else {
                described.add(parsedEvent);
            }
        }
        return described;
    }

    private EventOutcome countName(AdaptedMessage message, EventOutcome outcome) {
        if (outcome instanceof EventOutcome.Accepted) {
            message.trackName().filter(trackEventNames::isKnown).ifPresent(trackEventNames::count);
        }
        return outcome;
    }
}
