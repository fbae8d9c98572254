package io.portrait.kernel;

/** The scheduling priority of background threads, whose results no request waits for. */
@FunctionalInterface
public interface BackgroundPriority {

    /** Lowers the priority of the calling thread, and of threads that it starts, as far as the system supports that. */
    void applyToCurrentThread();
}
