package io.portrait.access.auth;

/** Thrown at start-up when the first admin key is missing or too short. */
final class AdminKeyException extends IllegalStateException {

    AdminKeyException(String detail) {
        super(detail);
    }
}
