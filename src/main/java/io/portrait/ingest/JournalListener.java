package io.portrait.ingest;

import java.util.Set;

/** Is told when this instance has appended. */
@FunctionalInterface
public interface JournalListener {

    /** New entries are committed in these shards. */
    void appended(Set<Integer> shards);
}
