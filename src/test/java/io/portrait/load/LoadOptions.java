package io.portrait.load;

import io.portrait.support.EmbeddedDatabaseFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the load tool. */
@Command(
        name = "load",
        description = "Loads a running Portrait service and prints a table of measurements.",
        showDefaultValues = true,
        sortOptions = false)
final class LoadOptions {

    private static final Set<String> LOCAL_HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    @Option(names = "--url", description = "the address of the service")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--rate",
            description =
                    "events per second to offer (open loop); 0: the next request follows the response (closed loop)")
    private int rate;

    @Option(names = "--senders", description = "concurrent requests")
    private int senders = 4;

    @Option(names = "--batch", description = "events per request")
    private int batch = 500;

    @Option(names = "--users", description = "number of users, which are drawn from a Zipf distribution")
    private int users = 100_000;

    @Option(names = "--skew", description = "exponent of the Zipf distribution")
    private double zipfExponent = 1;

    @Option(names = "--items", description = "number of items")
    private int items = 2_000;

    @Option(names = "--warm-up", description = "seconds before the measurement")
    private int warmUpSeconds = 10;

    @Option(names = "--seconds", description = "seconds of the measurement")
    private int seconds = 60;

    @Option(names = "--reads", description = "profile reads per second")
    private int readsPerSecond = 50;

    @Option(names = "--decisions", description = "recommendations per second, and as many rankings of 100 items")
    private int decisionsPerSecond;

    @Option(names = "--replay", paramLabel = "<file>", description = "send a retail file instead of synthetic events")
    private Optional<Path> replay = Optional.empty();

    @Option(
            names = "--jdbc",
            paramLabel = "<url>",
            description = "the database of the service with user and password, to read sizes and WAL")
    private Optional<String> jdbc = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "<directory>",
            description = "the directory of an embedded database, instead of --jdbc")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--baseline",
            arity = "0..1",
            fallbackValue = "true",
            description = "afterwards, measure alternately the service and PostgreSQL alone with the same rows")
    private boolean baseline;

    @Option(
            names = "--against",
            paramLabel = "<jar>",
            description = "instead of loading a running service, compare this jar with --jar: both run in turns")
    private Optional<Path> against = Optional.empty();

    @Option(names = "--jar", paramLabel = "<jar>", description = "the new jar of --against; default: the one in target")
    private Optional<Path> jar = Optional.empty();

    @Option(names = "--turns", description = "turns of --against")
    private int turns = 5;

    @Option(names = "--seed", description = "seed of the random numbers")
    private long seed = 1;

    @SuppressWarnings("unused") // read by picocli
    @Option(names = "--help", usageHelp = true, description = "print this help")
    private boolean help;

    URI url() {
        return url;
    }

    /** The process on this machine that listens on the port of the service. */
    Optional<ProcessHandle> serviceProcess() {
        return LOCAL_HOSTS.contains(url.getHost()) ? ListeningProcesses.on(url.getPort()) : Optional.empty();
    }

    /** Events per second to offer; 0 in the closed loop. */
    int rate() {
        return rate;
    }

    boolean isOpenLoop() {
        return rate > 0;
    }

    int senders() {
        return senders;
    }

    int batch() {
        return batch;
    }

    int users() {
        return users;
    }

    double zipfExponent() {
        return zipfExponent;
    }

    int items() {
        return items;
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    int readsPerSecond() {
        return readsPerSecond;
    }

    int decisionsPerSecond() {
        return decisionsPerSecond;
    }

    Optional<Path> replay() {
        return replay;
    }

    /**
     * A check whether to compare the service with PostgreSQL alone.
     *
     * @throws IllegalArgumentException if the database is not named
     */
    boolean compareWithBaseline() {
        if (baseline && jdbcUrl().isEmpty()) {
            throw new IllegalArgumentException("--baseline needs --data or --jdbc");
        }
        return baseline;
    }

    /** The old jar of a comparison. */
    Optional<Path> against() {
        return against;
    }

    /** The new jar of a comparison. */
    Path jar() throws IOException {
        return jar.isPresent() ? jar.orElseThrow() : builtJar();
    }

    private static Path builtJar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "portrait-*.jar")) {
            for (Path built : jars) {
                return built;
            }
        }
        throw new IllegalArgumentException("no jar in target; build one with ./mvnw package, or name one with --jar");
    }

    int turns() {
        return turns;
    }

    long seed() {
        return seed;
    }

    /** The URL of the service's database; empty if no option names it. */
    Optional<String> jdbcUrl() {
        return jdbc.or(() -> data.map(LoadOptions::embeddedDatabaseUrl));
    }

    private static String embeddedDatabaseUrl(Path directory) {
        try {
            DriverManagerDataSource database = EmbeddedDatabaseFiles.connect(directory.resolve("postgres"));
            return "%s?user=%s&password=%s"
                    .formatted(database.getUrl(), database.getUsername(), database.getPassword());
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no PostgreSQL is running in " + directory, e);
        }
    }
}
