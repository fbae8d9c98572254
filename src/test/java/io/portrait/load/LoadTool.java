package io.portrait.load;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Loads a running service and prints a table. {@code --name=value} options: see {@link LoadOptions}. */
public final class LoadTool {

    private static final int ITEMS_PER_PUT = 1_000;
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final int TURNS = 6;
    private static final Duration RUN_UP = Duration.ofSeconds(2);
    private static final Duration TURN = Duration.ofSeconds(10);

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
        EventSource source = source();
        Traffic traffic = new Traffic(service, source, measures, options);
        traffic.start();
        Thread.sleep(options.warmUp());
        traffic.beginAnew();
        measures.reset();
        Moment from = Moment.now(database);
        watch();
        Moment to = Moment.now(database);
        Report report = new Report(options, out);
        report.print(measures, from, to);
        traffic.stop();
        if (options.floor()) {
            takeTurns(source, report, rowsPerEvent(from, to));
        }
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

    /**
     * The service and PostgreSQL alone take turns, for the machine does not keep its speed for as long as each needs to be
     * measured well.
     */
    private void takeTurns(EventSource source, Report report, double rowsPerEvent) throws InterruptedException {
        Floor floor = new Floor(options.jdbcUrl().orElseThrow(), rowsPerEvent);
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            double ours = serviceTurn(source);
            awaitProfiles();
            try (Stillness _ = Stillness.begin()) {
                turns.add(new Turn(ours, floor.eventsPerSecond(TURN)));
            }
        }
        report.printFloor(turns);
    }

    private double serviceTurn(EventSource source) throws InterruptedException {
        Traffic traffic = new Traffic(service, source, measures, options.asFastAsTheyCome());
        traffic.start();
        Thread.sleep(RUN_UP);
        long before = measures.accepted.sum();
        long beforeNanos = System.nanoTime();
        Thread.sleep(TURN);
        double events = measures.accepted.sum() - before;
        double seconds = (System.nanoTime() - beforeNanos) / 1e9;
        traffic.stop();
        return events / seconds;
    }

    private double rowsPerEvent(Moment from, Moment to) {
        return from.database().orElseThrow().rowsPerEvent(to.database().orElseThrow(), measures.accepted.sum());
    }

    private void awaitProfiles() throws InterruptedException {
        while (database.map(DatabaseUse::now).orElseThrow().backlog() > 0) {
            Thread.sleep(PROGRESS.dividedBy(10));
        }
    }
}
