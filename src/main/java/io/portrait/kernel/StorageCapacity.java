package io.portrait.kernel;

/** The place where everything is kept. Asked before something new is taken in. */
@FunctionalInterface
public interface StorageCapacity {

    /** Whether something new may be taken in; otherwise the rest of the room is needed for what is there. */
    boolean hasFreeSpace();
}
