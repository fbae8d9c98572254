package io.portrait.access.auth;

/** There is no usable first admin key. */
final class AdminKeyException extends IllegalStateException {

    AdminKeyException(String detail) {
        super(detail);
    }
}
