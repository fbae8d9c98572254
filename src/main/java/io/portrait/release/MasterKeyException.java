package io.portrait.release;

import org.jspecify.annotations.Nullable;

/** Thrown at start-up when the master key is missing or invalid. */
final class MasterKeyException extends IllegalStateException {

    MasterKeyException(String detail) {
        this(detail, null);
    }

    MasterKeyException(String detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
