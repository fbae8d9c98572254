package io.portrait.kernel;

/** Where the threads go whose work nobody waits for. */
@FunctionalInterface
public interface BackgroundPriority {

    /** Has the calling thread let all others go first from now on, and those that it starts, as far as the system does that. */
    void applyToCurrentThread();
}
