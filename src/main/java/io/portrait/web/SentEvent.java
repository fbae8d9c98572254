package io.portrait.web;

import io.portrait.ingest.EventWarning;
import io.portrait.ingest.ParsedEvent;
import io.portrait.ingest.format.AdaptedMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An event or message as its receipt names it.
 *
 * @param pointer JSON pointer into the body
 * @param warnings the remarks that the receipt has if the event is accepted
 */
record SentEvent(@Nullable String messageId, String pointer, List<EventWarning> warnings) {

    static List<SentEvent> ofNative(List<ParsedEvent> events) {
        return IntStream.range(0, events.size())
                .mapToObj(i -> new SentEvent(
                        events.get(i).messageId(), "/events/" + i, events.get(i).warnings()))
                .toList();
    }

    static List<SentEvent> ofMessages(List<AdaptedMessage> messages) {
        return messages.stream().map(SentEvent::of).toList();
    }

    static SentEvent of(AdaptedMessage message) {
        return new SentEvent(message.id(), message.pointer(), message.warnings());
    }
}
