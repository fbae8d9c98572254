package io.portrait.ingest.format;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.EventWarning;
import io.portrait.ingest.Rejection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The result of translating one message: native events, or the reason why there are none. */
sealed interface Translation {

    /**
     * A native event.
     *
     * @param json the event
     * @param origins where its fields were read from
     */
    record NativeEvent(ObjectNode json, FieldOrigins origins) {}

    /**
     * The native events of a message.
     *
     * @param events at least one event
     * @param items the items that the message describes
     * @param trackName the normalized name of a track event
     * @param warnings the remarks on the message
     */
    record NativeEvents(
            List<NativeEvent> events, List<ItemDraft> items, Optional<String> trackName, List<EventWarning> warnings)
            implements Translation {

        /** One event without items. */
        static NativeEvents of(NativeEvent event, List<EventWarning> warnings) {
            return new NativeEvents(List.of(event), List.of(), Optional.empty(), warnings);
        }
    }

    /** The message cannot be translated. */
    record Untranslatable(Rejection rejection) implements Translation {}
}
