package io.portrait.ingest;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The classification of PostgreSQL errors by SQLSTATE. */
final class JdbcErrors {

    private static final String DISK_FULL = "53100";

    private JdbcErrors() {}

    /** A check whether any cause of an error is a full disk of the database. */
    static boolean isDiskFull(@Nullable Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && DISK_FULL.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
