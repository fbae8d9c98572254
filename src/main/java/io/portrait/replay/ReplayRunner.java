package io.portrait.replay;

import io.portrait.catalog.Catalogue;
import io.portrait.ingest.Intake;
import io.portrait.ingest.Journal;
import io.portrait.kernel.Topic;
import io.portrait.profile.Profiles;
import io.portrait.release.TopicCatalogues;
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

    private final ReplayProperties demo;
    private final Catalogue catalogue;
    private final Intake intake;
    private final Journal journal;
    private final Profiles profiles;
    private final TopicCatalogues released;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final ConfigurableApplicationContext context;

    ReplayRunner(
            ReplayProperties demo,
            Catalogue catalogue,
            Intake intake,
            Journal journal,
            Profiles profiles,
            TopicCatalogues released,
            JdbcTemplate jdbc,
            Clock clock,
            ConfigurableApplicationContext context) {
        this.demo = demo;
        this.catalogue = catalogue;
        this.intake = intake;
        this.journal = journal;
        this.profiles = profiles;
        this.released = released;
        this.jdbc = jdbc;
        this.clock = clock;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
        if (demo.enabled()) {
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
        freezeTopics();
        RetailEvents events = new RetailEvents(RetailCategories.standard(), sinceLastLine());
        try (RetailLineReader lines = RetailLineReader.open(SAMPLE.getInputStream())) {
            run("Demo", lines, events);
        }
        log.info("Demo: try GET /v1/profiles/{} with the key dev-internal, then with dev-partner", busiest());
    }

    /** The public catalogue is frozen before the first event, so that the first epoch shows all of it. */
    private void freezeTopics() {
        released.freeze(RetailCategories.standard().topics().stream()
                .map(Topic::firstLevel)
                .distinct()
                .toList());
    }

    private Duration sinceLastLine() throws IOException {
        Instant last = Instant.EPOCH;
        try (RetailLineReader lines = RetailLineReader.open(SAMPLE.getInputStream())) {
            while (lines.hasNext()) {
                if (lines.next() instanceof RetailLine line
                        && line.invoiceDate().isAfter(last)) {
                    last = line.invoiceDate();
                }
            }
        }
        return Duration.between(last, clock.instant());
    }

    /** The customer with the most lines of the last month: the one whose profile shows most. */
    private static String busiest() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (InputStream sample = SAMPLE.getInputStream();
                RetailLineReader lines = RetailLineReader.open(sample)) {
            while (lines.hasNext()) {
                if (lines.next() instanceof RetailLine line
                        && line.customerId() != null
                        && line.invoiceDate().isAfter(Instant.parse("2011-11-09T00:00:00Z"))) {
                    counts.merge(line.customerId(), 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private void replay(Path file) throws IOException, InterruptedException {
        RetailEvents events = new RetailEvents(RetailCategories.standard(), Duration.ZERO);
        try (RetailLineReader lines = RetailLineReader.open(file)) {
            run("Replay of " + file.getFileName(), lines, events);
        }
    }

    private void run(String name, RetailLineReader lines, RetailEvents events) throws InterruptedException {
        ReplayReport report = new ReplayReport(name, jdbc);
        ReplayTally tally = new RetailReplay(catalogue, intake, events, report::progress).run(lines);
        awaitApplied();
        report.finish(tally);
    }

    private void awaitApplied() throws InterruptedException {
        long head = journal.head();
        while (!profiles.isAppliedThrough(head)) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
