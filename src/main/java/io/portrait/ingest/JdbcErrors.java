package io.portrait.ingest;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's errors mean for those who send events. */
final class JdbcErrors {

    private static final String DISK_FULL = "53100";

    private JdbcErrors() {}

    /** Whether the database has no room on its disk, as far down the causes as it may stand. */
    static boolean isDiskFull(@Nullable Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && DISK_FULL.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
