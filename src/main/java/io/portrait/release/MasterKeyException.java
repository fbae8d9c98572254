package io.portrait.release;

import org.jspecify.annotations.Nullable;

/** There is no usable master key. */
final class MasterKeyException extends IllegalStateException {

    MasterKeyException(String detail) {
        this(detail, null);
    }

    MasterKeyException(String detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
