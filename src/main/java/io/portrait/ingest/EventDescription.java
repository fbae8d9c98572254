package io.portrait.ingest;

import io.portrait.catalog.ItemDraft;
import org.jspecify.annotations.Nullable;

/**
 * The description of an item, or the name of an event, that came with an event. The sender may be wrong, so it is stored in
 * quarantine with the person and does not change the catalog.
 *
 * @param item the description of the event's item
 * @param name a name that the sender made up for the event
 */
public record EventDescription(
        @Nullable ItemDraft item, @Nullable String name) {}
