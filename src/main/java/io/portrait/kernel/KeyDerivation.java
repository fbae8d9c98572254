package io.portrait.kernel;

/** The service's own secrets, all derived from one master key, so that every instance has the same. */
@FunctionalInterface
public interface KeyDerivation {

    /** 32 bytes for a purpose; those of one purpose tell nothing of another's. */
    byte[] derive(String purpose);
}
