package io.portrait.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for the tests of one JVM: the embedded one, or a container with
 * {@code -Dtest.database=testcontainers}. Each caller gets its own database.
 */
public final class TestDatabase {

    /** Enough for all service instances that the tests of one JVM keep open. */
    private static final String CONNECTIONS = "200";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable TestServer server;

    private record TestServer(String host, int port, String user, String password) {

        String url(String database) {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
        }
    }

    private record TestConnection(String url, String user, String password) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return password;
        }
    }

    static {
        // tests wait for states; on a busy machine a state may take much longer than Awaitility's ten seconds
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private TestDatabase() {}

    /** A new, empty database. */
    public static synchronized JdbcConnectionDetails create() {
        TestServer testServer = server();
        String name = "test_" + DATABASES.incrementAndGet();
        new JdbcTemplate(new DriverManagerDataSource(
                        testServer.url("postgres"), testServer.user(), testServer.password()))
                .execute("CREATE DATABASE " + name);
        return new TestConnection(testServer.url(name), testServer.user(), testServer.password());
    }

    /** A direct connection, without the service. */
    public static JdbcTemplate connect(JdbcConnectionDetails database) {
        return new JdbcTemplate(new DriverManagerDataSource(
                database.getJdbcUrl(), String.valueOf(database.getUsername()), String.valueOf(database.getPassword())));
    }

    private static TestServer server() {
        if (server == null) {
            boolean container = "testcontainers".equals(System.getProperty("test.database"));
            server = container ? startContainer() : startEmbedded();
        }
        return server;
    }

    private static TestServer startEmbedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", CONNECTIONS)
                    .setRegisterShutdownHook(false)
                    .start();
            // after the services, which project their last events when they stop
            SpringApplication.getShutdownHandlers().add(() -> stop(postgres));
            return new TestServer("localhost", postgres.getPort(), "postgres", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestServer startContainer() {
        PostgreSQLContainer postgres = container();
        keepUntilServicesStop(postgres);
        postgres.start();
        return serverOf(postgres);
    }

    /**
     * Marks the container as reusable, because Testcontainers otherwise removes it while the services still project their last
     * events. The unique label prevents its reuse by a later run.
     */
    private static void keepUntilServicesStop(PostgreSQLContainer postgres) {
        postgres.withReuse(true).withLabel("portrait.run", UUID.randomUUID().toString());
        SpringApplication.getShutdownHandlers().add(postgres::stop);
    }

    private static TestServer serverOf(PostgreSQLContainer postgres) {
        return new TestServer(
                postgres.getHost(), postgres.getFirstMappedPort(), postgres.getUsername(), postgres.getPassword());
    }

    /** A server in a container, which the caller starts and closes. It is ready when it accepts TCP connections. */
    public static PostgreSQLContainer container() {
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17");
        postgres.waitingFor(
                Wait.forSuccessfulCommand("pg_isready --host=127.0.0.1 --username=" + postgres.getUsername()));
        postgres.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + CONNECTIONS);
        return postgres;
    }

    /** The default database of a running container. */
    public static JdbcConnectionDetails of(PostgreSQLContainer postgres) {
        TestServer testServer = serverOf(postgres);
        return new TestConnection(testServer.url(postgres.getDatabaseName()), testServer.user(), testServer.password());
    }
}
