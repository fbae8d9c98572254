package io.portrait.ingest;

import java.util.Map;

/** A module that reads the journal and must be considered when old entries are dropped. */
public interface RetentionListener {

    /** The applied positions by shard; a partition with later entries is not dropped. Empty: no restriction. */
    default Map<Integer, Long> positions() {
        return Map.of();
    }

    /** Called in the transaction that drops a partition, before the drop. */
    default void beforeEntriesAreDropped() {}
}
