package io.portrait.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
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
    private static final String CONNECTIONS = "400";

    /** The role of the service, which owns its database and has no other rights, as in production. */
    private static final String ROLE = "service";

    /** PostgreSQL's own template of an empty database. */
    private static final String EMPTY_TEMPLATE = "template1";

    /** A database with the tables, which new ones are copied from, because a copy is faster than the migrations. */
    private static final String TEMPLATE = "migrated";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable TestServer server;

    private record TestServer(String host, int port, String user, String password) {

        String url(String database) {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
        }

        TestConnection superuser(String database) {
            return new TestConnection(url(database), user, password);
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
        Awaitility.setDefaultTimeout(TestTimeouts.STATE);
    }

    private TestDatabase() {}

    /** A new database with the tables of the service and without events, owned by a role without other rights. */
    public static synchronized JdbcConnectionDetails create() {
        return create(newName(), TEMPLATE);
    }

    /** A new database without tables, for tests of the migrations. */
    public static synchronized JdbcConnectionDetails createEmpty() {
        return create(newName(), EMPTY_TEMPLATE);
    }

    private static String newName() {
        return "test_" + DATABASES.incrementAndGet();
    }

    private static JdbcConnectionDetails create(String name, String template) {
        TestServer testServer = server();
        connect(testServer.superuser("postgres"))
                .execute("CREATE DATABASE %s OWNER %s TEMPLATE %s".formatted(name, ROLE, template));
        return new TestConnection(testServer.url(name), ROLE, testServer.password());
    }

    /** A connection to a database as the superuser of the server. */
    public static JdbcConnectionDetails asSuperuser(JdbcConnectionDetails database) {
        String url = String.valueOf(database.getJdbcUrl());
        return server().superuser(url.substring(url.lastIndexOf('/') + 1));
    }

    /** A direct connection, without the service. */
    public static JdbcTemplate connect(JdbcConnectionDetails database) {
        return new JdbcTemplate(new DriverManagerDataSource(
                database.getJdbcUrl(), String.valueOf(database.getUsername()), String.valueOf(database.getPassword())));
    }

    private static synchronized TestServer server() {
        if (server == null) {
            boolean container = "testcontainers".equals(System.getProperty("test.database"));
            server = container ? startContainer() : startEmbedded();
            connect(server.superuser("postgres"))
                    .execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ROLE, server.password()));
            migrate(create(TEMPLATE, EMPTY_TEMPLATE));
        }
        return server;
    }

    private static void migrate(JdbcConnectionDetails database) {
        Flyway.configure().dataSource(connect(database).getDataSource()).load().migrate();
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
