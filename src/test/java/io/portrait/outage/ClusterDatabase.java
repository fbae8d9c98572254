package io.portrait.outage;

import io.portrait.outage.ServiceClient.ClientKeys;
import io.portrait.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;

/** An external database that several instances share, with the same keys. */
final class ClusterDatabase {

    private static final String ADMIN_KEY = "the-admin-key-of-this-test";
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final JdbcConnectionDetails connection = TestDatabase.createEmpty();

    /** An instance that is not started yet. */
    ServiceProcess instance(Path directory) {
        return new ServiceProcess(
                directory,
                "--spring.datasource.url=" + connection.getJdbcUrl(),
                "--spring.datasource.username=" + connection.getUsername(),
                "--spring.datasource.password=" + connection.getPassword(),
                "--portrait.access.admin-key=" + ADMIN_KEY,
                "--portrait.release.master-key=" + MASTER_KEY);
    }

    /** Creates keys that all instances accept. */
    static ClientKeys createKeys(ServiceProcess running) throws IOException {
        return new ClientKeys(
                running.api().createKey("WRITE", ADMIN_KEY),
                running.api().createKey("CATALOGUE", ADMIN_KEY),
                running.api().createKey("INTERNAL", ADMIN_KEY));
    }

    /** A direct connection, without the service. */
    JdbcTemplate connect() {
        return TestDatabase.connect(connection);
    }
}
