package io.portrait.access.auth;

/** The result of the rotation of a key. */
public sealed interface KeyRotation {

    /** A new key and the key that it replaces, with the expiry of the latter. */
    record RotatedKey(ApiKeys.CreatedKey replacement, ApiKey replaced) implements KeyRotation {}

    /** There is no such key. */
    record UnknownKey() implements KeyRotation {}

    /** The key has expired, so its successor would be a valid key that nobody granted. */
    record ExpiredKey() implements KeyRotation {}

    /** The key has a successor already. */
    record AlreadyRotated(String successorId) implements KeyRotation {}
}
