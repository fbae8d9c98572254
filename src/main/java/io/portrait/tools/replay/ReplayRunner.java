package io.portrait.tools.replay;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.EventIntake;
import io.portrait.ingest.Journal;
import io.portrait.kernel.Topic;
import io.portrait.profile.Profiles;
import io.portrait.release.PublicTopicCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The demo at start, and {@code --replay=<file>}: the whole data set, with its own times; {@code --replay-exit} ends the
 * service when it is done.
 */
@Component
class ReplayRunner implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(ReplayRunner.class);
    private static final ClassPathResource SAMPLE = new ClassPathResource("demo/online-retail-sample.csv");
    private static final long POLL_MILLIS = 20;

    private final DemoProperties demoProperties;
    private final Catalog catalog;
    private final EventIntake intake;
    private final Journal journal;
    private final Profiles profiles;
    private final PublicTopicCatalog topicCatalogs;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final ConfigurableApplicationContext context;

    ReplayRunner(
            DemoProperties demoProperties,
            Catalog catalog,
            EventIntake intake,
            Journal journal,
            Profiles profiles,
            PublicTopicCatalog topicCatalogs,
            JdbcTemplate jdbc,
            Clock clock,
            ConfigurableApplicationContext context) {
        this.demoProperties = demoProperties;
        this.catalog = catalog;
        this.intake = intake;
        this.journal = journal;
        this.profiles = profiles;
        this.topicCatalogs = topicCatalogs;
        this.jdbc = jdbc;
        this.clock = clock;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
        if (demoProperties.enabled()) {
            runDemo();
        }
        List<String> files = arguments.getOptionValues("replay");
        if (files != null) {
            for (String file : files) {
                replay(Path.of(file));
            }
        }
        if (arguments.containsOption("replay-exit")) {
            context.close();
        }
    }

    private void runDemo() throws IOException, InterruptedException {
        publishTopics();
        RetailEventMapper events = new RetailEventMapper(RetailTopicMatcher.bundled(), timeSinceLastLine());
        try (RetailLineReader lines = RetailLineReader.open(SAMPLE.getInputStream())) {
            run("Demo", lines, events);
        }
        log.info(
                "Demo: try GET /v1/profiles/{} with the key dev-internal, then with dev-partner", mostActiveCustomer());
    }

    /** The public catalogue is frozen before the first event, so that the first epoch shows all of it. */
    private void publishTopics() {
        topicCatalogs.freeze(RetailTopicMatcher.bundled().topics().stream()
                .map(Topic::firstLevel)
                .distinct()
                .toList());
    }

    private Duration timeSinceLastLine() throws IOException {
        Instant latest = Instant.EPOCH;
        try (RetailLineReader lines = RetailLineReader.open(SAMPLE.getInputStream())) {
            while (lines.hasNext()) {
                if (lines.next() instanceof RetailLine line
                        && line.invoiceDate().isAfter(latest)) {
                    latest = line.invoiceDate();
                }
            }
        }
        return Duration.between(latest, clock.instant());
    }

    /** The customer with the most lines of the last month: the one whose profile shows most. */
    private static String mostActiveCustomer() throws IOException {
        Map<String, Integer> linesByCustomer = new TreeMap<>();
        try (InputStream sample = SAMPLE.getInputStream();
                RetailLineReader lines = RetailLineReader.open(sample)) {
            while (lines.hasNext()) {
                if (lines.next() instanceof RetailLine line
                        && line.customerId() != null
                        && line.invoiceDate().isAfter(Instant.parse("2011-11-09T00:00:00Z"))) {
                    linesByCustomer.merge(line.customerId(), 1, Integer::sum);
                }
            }
        }
        return linesByCustomer.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private void replay(Path file) throws IOException, InterruptedException {
        RetailEventMapper events = new RetailEventMapper(RetailTopicMatcher.bundled(), Duration.ZERO);
        try (RetailLineReader lines = RetailLineReader.open(file)) {
            run("Replay of " + file.getFileName(), lines, events);
        }
    }

    private void run(String name, RetailLineReader lines, RetailEventMapper events) throws InterruptedException {
        ReplayReporter reporter = new ReplayReporter(name, jdbc);
        ReplayCounts result = new RetailReplay(catalog, intake, events, reporter::reportProgress).run(lines);
        awaitProjection();
        reporter.reportResult(result);
    }

    private void awaitProjection() throws InterruptedException {
        long head = journal.lastPosition();
        while (!profiles.isAppliedThrough(head)) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
