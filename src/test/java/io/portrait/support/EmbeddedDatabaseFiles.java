package io.portrait.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A connection to the embedded database of a running service, by the files in its directory. */
public final class EmbeddedDatabaseFiles {

    private static final int PORT_LINE = 3;
    private static final String SERVICE = "*:*:*:portrait:";

    private EmbeddedDatabaseFiles() {}

    /**
     * A source of connections with the role of the service.
     *
     * @param cluster the directory {@code postgres} in the data directory
     */
    public static DriverManagerDataSource connect(Path cluster) throws IOException {
        String port = Files.readAllLines(cluster.resolve("postmaster.pid")).get(PORT_LINE);
        String password = Files.readAllLines(cluster.resolve("pgpass")).stream()
                .filter(line -> line.startsWith(SERVICE))
                .findFirst()
                .orElseThrow()
                .substring(SERVICE.length());
        return new DriverManagerDataSource(
                "jdbc:postgresql://localhost:%s/postgres".formatted(port.strip()), "portrait", password);
    }
}
