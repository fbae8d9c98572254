package io.portrait.ingest.format;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Rejection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A message in the native shape, or why that cannot be. */
sealed interface Translation {

    /**
     * What the message says.
     *
     * @param events in the native shape, at least one
     */
    record NativeEvents(List<ObjectNode> events, List<ItemDraft> items, Optional<String> trackName)
            implements Translation {

        static NativeEvents of(ObjectNode event) {
            return new NativeEvents(List.of(event), List.of(), Optional.empty());
        }
    }

    /** It says nothing that can be understood. */
    record Untranslatable(Rejection rejection) implements Translation {}
}
