package io.portrait.kernel;

/** The free space of the storage behind the database. Checked before new events are accepted. */
@FunctionalInterface
public interface StorageCapacity {

    /**
     * A check whether new events may be accepted; if not, the remaining space is reserved for events that were accepted
     * already.
     */
    boolean hasFreeSpace();
}
