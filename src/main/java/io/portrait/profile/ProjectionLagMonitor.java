package io.portrait.profile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portrait.ingest.Journal;
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
 * How far the profiles are behind the journal, of all instances together. It is looked at every few seconds and kept, so that
 * nobody who asks for metrics or health makes work for the database.
 */
@Component
class ProjectionLagMonitor {

    private static final Logger log = LoggerFactory.getLogger(ProjectionLagMonitor.class);
    private static final double MILLIS_PER_SECOND = 1_000;

    /**
     * A look.
     *
     * @param waitingEntries entries that no profile shows yet, counted up to some thousands a shard
     * @param lag for how long the oldest of them has waited
     */
    record ProjectionLag(long waitingEntries, Duration lag) {}

    private final Journal journal;
    private final ProfileStore store;
    private final Clock clock;
    private volatile Optional<ProjectionLag> latest = Optional.empty();

    ProjectionLagMonitor(Journal journal, ProfileStore store, Clock clock, MeterRegistry registry) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        Gauge.builder("portrait.profiles.waiting", this, monitor -> monitor.gaugeValue(ProjectionLag::waitingEntries))
                .description("Accepted events that no profile shows yet, counted up to 2,000 a shard")
                .register(registry);
        Gauge.builder(
                        "portrait.profiles.lag",
                        this,
                        monitor -> monitor.gaugeValue(
                                projectionLag -> projectionLag.lag().toMillis() / MILLIS_PER_SECOND))
                .description("For how long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
    }

    /** The last look; empty before the first and while the database is away. */
    Optional<ProjectionLag> latest() {
        return latest;
    }

    @Scheduled(fixedDelay = 5_000)
    void poll() {
        try {
            Journal.JournalBacklog backlog = journal.backlog(store.positions());
            latest = Optional.of(new ProjectionLag(
                    backlog.entries(), backlog.oldest().map(this::lagSince).orElse(Duration.ZERO)));
        } catch (DataAccessException | TransactionException e) {
            latest = Optional.empty();
            log.debug("The backlog cannot be seen now: {}", e.toString());
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
