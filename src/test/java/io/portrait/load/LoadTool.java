package io.portrait.load;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Loads a running service and prints a table. {@code --name=value} options: see {@link LoadOptions}. */
public final class LoadTool {

    private static final int ITEMS_PER_PUT = 1_000;
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final LoadOptions options;
    private final PrintStream out;
    private final Service service;
    private final Measures measures = new Measures();
    private final Optional<JdbcTemplate> database;

    private LoadTool(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.service = new Service(options.url());
        this.database = options.jdbcUrl()
                .map(url -> new JdbcTemplate(new SingleConnectionDataSource(url, "postgres", "", true)));
    }

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            new LoadTool(LoadOptions.parse(arguments), out).run();
            System.exit(0);
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws InterruptedException {
        putItems();
        Senders senders = new Senders(service, source(), measures, options);
        Readers readers = new Readers(service, measures, options);
        Deciders deciders = new Deciders(service, measures, options);
        FreshnessProbe probe = new FreshnessProbe(service, measures);
        senders.start();
        readers.start();
        deciders.start();
        Thread.ofPlatform().daemon().name("probe").start(probe);
        Thread.sleep(options.warmUp());
        senders.beginAnew();
        measures.reset();
        Moment from = Moment.now(database);
        watch();
        Moment to = Moment.now(database);
        Report report = new Report(options, out);
        report.print(measures, from, to);
        senders.stop();
        readers.stop();
        deciders.stop();
        probe.stop();
        measureFloor(report, from, to);
    }

    private EventSource source() {
        return options.replay()
                .<EventSource>map(file -> new RetailEventSource(file, options.batch()))
                .orElseGet(() -> new MadeUpEvents(options));
    }

    private void putItems() {
        for (int from = 0; from < options.items(); from += ITEMS_PER_PUT) {
            Service.Answer answer =
                    service.putItems(MadeUpEvents.items(from, Math.min(options.items(), from + ITEMS_PER_PUT)));
            if (!answer.isSuccess()) {
                throw new IllegalStateException("%s did not take the items: %s".formatted(options.url(), answer));
            }
        }
    }

    private void watch() throws InterruptedException {
        long end = System.nanoTime() + options.duration().toNanos();
        long before = measures.accepted.sum();
        long beforeNanos = System.nanoTime();
        while (System.nanoTime() < end) {
            Thread.sleep(Duration.ofNanos(Math.max(1, Math.min(PROGRESS.toNanos(), end - System.nanoTime()))));
            long accepted = measures.accepted.sum();
            long now = System.nanoTime();
            printProgress((double) (accepted - before) / ((now - beforeNanos) / 1e9));
            before = accepted;
            beforeNanos = now;
        }
    }

    private void printProgress(double rate) {
        out.println(String.format(
                Locale.ROOT,
                "  %,9.0f events/s   freshness p99 %,d ms   service %,d MiB   pushed back %,d   failed %,d",
                rate,
                measures.freshness.getValueAtPercentile(99) / 1_000,
                ProcessUse.now().serviceMib(),
                measures.pushedBack.sum(),
                measures.failed.sum()));
    }

    private void awaitProfiles() throws InterruptedException {
        while (database.map(DatabaseUse::now).orElseThrow().backlog() > 0) {
            Thread.sleep(PROGRESS.dividedBy(10));
        }
    }

    private void measureFloor(Report report, Moment from, Moment to) throws InterruptedException {
        if (!options.floor() || from.database().isEmpty() || to.database().isEmpty()) {
            return;
        }
        long events = measures.accepted.sum();
        double rowsPerEvent = from.database().get().rowsPerEvent(to.database().get(), events);
        awaitProfiles();
        try (Stillness _ = Stillness.begin()) {
            double floor = new Floor(options.jdbcUrl().orElseThrow(), rowsPerEvent).eventsPerSecond();
            report.printFloor((double) events / from.secondsTo(to), floor);
        }
    }
}
