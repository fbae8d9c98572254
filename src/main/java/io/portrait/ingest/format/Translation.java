package io.portrait.ingest.format;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Rejection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The result of translating one message: native events, or the reason why there are none. */
sealed interface Translation {

    /**
     * The native events of a message.
     *
     * @param events JSON of native events, at least one
     * @param items the items that the message describes
     * @param trackName the normalized name of a track event
     */
    record NativeEvents(List<ObjectNode> events, List<ItemDraft> items, Optional<String> trackName)
            implements Translation {

        /** One event without items. */
        static NativeEvents of(ObjectNode event) {
            return new NativeEvents(List.of(event), List.of(), Optional.empty());
        }
    }

    /** The message cannot be translated. */
    record Untranslatable(Rejection rejection) implements Translation {}
}
