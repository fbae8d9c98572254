package io.portrait.release;

/** The database has releases under other constants. */
final class ReleaseSettingsException extends IllegalStateException {

    ReleaseSettingsException(String detail) {
        super(detail);
    }
}
