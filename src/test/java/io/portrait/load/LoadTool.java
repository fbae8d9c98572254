package io.portrait.load;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The main class of the load tool: it loads a running service and prints a table of measurements. The options are those
 * of {@link LoadOptions}.
 */
public final class LoadTool {

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);
    private static final int CLOSED_LOOP = 0;
    private static final int ROUNDS = 6;
    private static final Duration ROUND_WARM_UP = Duration.ofSeconds(2);
    private static final Duration ROUND_DURATION = Duration.ofSeconds(10);

    private final LoadOptions options;
    private final PrintStream out;
    private final LoadClient service;
    private final LoadMetrics metrics = new LoadMetrics();
    private final Optional<ProcessHandle> process;
    private final Optional<JdbcTemplate> database;

    private LoadTool(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.service = new LoadClient(options.url());
        this.process = options.serviceProcess();
        this.database = options.jdbcUrl().map(url -> new JdbcTemplate(new SingleConnectionDataSource(url, true)));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            LoadOptions options = new LoadOptions();
            CommandLine commandLine = new CommandLine(options);
            commandLine.parseArgs(arguments);
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(out);
            } else if (options.against().isPresent()) {
                new JarComparison(options, out).run(options.against().orElseThrow(), options.jar());
            } else {
                new LoadTool(options, out).run();
            }
            System.exit(0);
        } catch (ParameterException | IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws InterruptedException {
        boolean compare = options.compareWithBaseline();
        SyntheticEvents.putItems(service, options.items());
        EventSource source = source();
        Traffic traffic = new Traffic(service, source, metrics, options, options.rate());
        traffic.start();
        Thread.sleep(options.warmUp());
        traffic.restartSchedule();
        metrics.reset();
        ResourceSnapshot from = ResourceSnapshot.take(process, database);
        printProgressUntilEnd();
        ResourceSnapshot to = ResourceSnapshot.take(process, database);
        LoadReport report = new LoadReport(options, out);
        report.print(metrics, from, to);
        traffic.stop();
        if (compare) {
            compareWithBaseline(source, report, profileRowsPerEvent(from, to));
        }
    }

    private EventSource source() {
        return options.replay()
                .<EventSource>map(file -> new RetailEventSource(file, options.batch()))
                .orElseGet(() -> new SyntheticEvents(options));
    }

    private void printProgressUntilEnd() throws InterruptedException {
        long end = System.nanoTime() + options.duration().toNanos();
        long before = metrics.accepted.sum();
        long beforeNanos = System.nanoTime();
        while (System.nanoTime() < end) {
            Thread.sleep(Duration.ofNanos(Math.max(1, Math.min(PROGRESS_INTERVAL.toNanos(), end - System.nanoTime()))));
            long accepted = metrics.accepted.sum();
            long now = System.nanoTime();
            printProgress((double) (accepted - before) / ((now - beforeNanos) / 1e9));
            before = accepted;
            beforeNanos = now;
        }
    }

    private void printProgress(double rate) {
        out.println(String.format(
                Locale.ROOT,
                "  %,9.0f events/s   freshness p99 %,d ms, of recommendations %,d ms   service %s MiB   throttled %,d   failed %,d",
                rate,
                metrics.freshness.getValueAtPercentile(99) / 1_000,
                metrics.recommendationFreshness.getValueAtPercentile(99) / 1_000,
                LoadReport.mib(ProcessUsage.read(process).service()),
                metrics.throttled.sum(),
                metrics.failed.sum()));
    }

    /**
     * Measures the service and PostgreSQL alone alternately, because the speed of the machine changes over the time
     * that a good measurement of each takes.
     */
    private void compareWithBaseline(EventSource source, LoadReport report, double profileRowsPerEvent)
            throws InterruptedException {
        ProcessHandle suspended = process.orElseThrow(() -> new IllegalStateException(
                "--baseline needs the process of the service, and none is found on its port"));
        PostgresBaseline baseline = new PostgresBaseline(options.jdbcUrl().orElseThrow(), profileRowsPerEvent);
        List<ThroughputRound> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            double serviceRate = measureService(source);
            awaitProjection();
            try (SuspendedService _ = SuspendedService.suspend(suspended)) {
                rounds.add(new ThroughputRound(serviceRate, baseline.eventsPerSecond(ROUND_DURATION)));
            }
        }
        report.printBaseline(rounds);
    }

    private double measureService(EventSource source) throws InterruptedException {
        Traffic traffic = new Traffic(service, source, metrics, options, CLOSED_LOOP);
        traffic.start();
        Thread.sleep(ROUND_WARM_UP);
        long before = metrics.accepted.sum();
        long beforeNanos = System.nanoTime();
        Thread.sleep(ROUND_DURATION);
        double events = metrics.accepted.sum() - before;
        double seconds = (System.nanoTime() - beforeNanos) / 1e9;
        traffic.stop();
        return events / seconds;
    }

    private double profileRowsPerEvent(ResourceSnapshot from, ResourceSnapshot to) {
        return from.database().orElseThrow().profileRowsPerEvent(to.database().orElseThrow(), metrics.accepted.sum());
    }

    private void awaitProjection() throws InterruptedException {
        while (database.map(DatabaseUsage::read).orElseThrow().backlog() > 0) {
            Thread.sleep(PROGRESS_INTERVAL.dividedBy(10));
        }
    }
}
