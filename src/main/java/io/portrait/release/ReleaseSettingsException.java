package io.portrait.release;

/** Thrown at start-up when the database contains releases with other settings. */
final class ReleaseSettingsException extends IllegalStateException {

    ReleaseSettingsException(String detail) {
        super(detail);
    }
}
