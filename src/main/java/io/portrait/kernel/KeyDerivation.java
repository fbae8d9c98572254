package io.portrait.kernel;

/** The derivation of keys from the master key; all instances derive the same keys. */
@FunctionalInterface
public interface KeyDerivation {

    /** Derives the key of a purpose: 32 bytes, from which the keys of other purposes cannot be computed. */
    byte[] derive(String purpose);
}
