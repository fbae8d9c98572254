package io.portrait.serving.models;

/**
 * The generation of the data that the global models learn. It rises when something is removed from the journal or from the
 * served lists; all instances then learn the remaining data again.
 */
public interface ModelGeneration {

    /** The present generation. */
    long current();

    /** Locks the generation until the caller's transaction ends. */
    void lock();

    /** Raises the generation when the caller's transaction commits. */
    void increment();
}
