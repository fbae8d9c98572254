package io.portrait.profile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portrait.ingest.JournalReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The lag of the profiles of all instances behind the journal. It is measured every few seconds and stored, so that
 * requests for metrics or health do not load the database.
 */
@Component
class ProjectionLagMonitor {

    private static final Logger log = LoggerFactory.getLogger(ProjectionLagMonitor.class);
    private static final double MILLIS_PER_SECOND = 1_000;

    /**
     * A measurement.
     *
     * @param waitingEntries entries not applied yet, counted up to a limit per shard
     * @param lag age of the oldest of them
     */
    record ProjectionLag(long waitingEntries, Duration lag) {}

    private final JournalReader journal;
    private final ProfileStore store;
    private final Clock clock;
    private volatile Optional<ProjectionLag> latest = Optional.empty();

    ProjectionLagMonitor(JournalReader journal, ProfileStore store, Clock clock, MeterRegistry registry) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        Gauge.builder("portrait.profiles.waiting", this, monitor -> monitor.gaugeValue(ProjectionLag::waitingEntries))
                .description("Accepted events not applied to profiles yet, counted up to 2,000 per shard")
                .register(registry);
        Gauge.builder(
                        "portrait.profiles.lag",
                        this,
                        monitor -> monitor.gaugeValue(
                                projectionLag -> projectionLag.lag().toMillis() / MILLIS_PER_SECOND))
                .description("Age of the oldest event not applied yet")
                .baseUnit("seconds")
                .register(registry);
    }

    /** The last measurement; empty before the first and while the database is unavailable. */
    Optional<ProjectionLag> latest() {
        return latest;
    }

    @Scheduled(fixedDelay = 5_000)
    void poll() {
        try {
            JournalReader.JournalBacklog backlog = journal.backlog(store.positions());
            latest = Optional.of(new ProjectionLag(
                    backlog.entries(), backlog.oldest().map(this::lagSince).orElse(Duration.ZERO)));
        } catch (DataAccessException | TransactionException e) {
            latest = Optional.empty();
            log.debug("The lag cannot be measured: {}", e.toString());
        }
    }

    private Duration lagSince(Instant arrival) {
        Duration since = Duration.between(arrival, clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private double gaugeValue(ToDoubleFunction<ProjectionLag> measure) {
        return latest.map(measure::applyAsDouble).orElse(Double.NaN);
    }
}
