package io.portrait.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up message for a failed connection to the external database; other errors of the driver are not handled. */
final class JdbcConnectionFailureAnalyzer extends AbstractFailureAnalyzer<PSQLException> {

    private static final Map<String, String> ACTIONS = Map.of(
            "08001",
                    "Start PostgreSQL, or set its host and port in SPRING_DATASOURCE_URL=jdbc:postgresql://<host>:<port>/<database>.",
            "28P01", "Set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD to those of the database's owner.",
            "28000", "Allow the user in the server's pg_hba.conf, or set another SPRING_DATASOURCE_USERNAME.",
            "3D000", "Create the database (createdb), or set another one in SPRING_DATASOURCE_URL.");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, PSQLException cause) {
        @Nullable String action = ACTIONS.get(String.valueOf(cause.getSQLState()));
        return action == null
                ? null
                : new FailureAnalysis("The database cannot be used: %s".formatted(cause.getMessage()), action, cause);
    }
}
