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
class BacklogWatch {

    private static final Logger log = LoggerFactory.getLogger(BacklogWatch.class);
    private static final double MILLIS = 1_000;

    /**
     * A look.
     *
     * @param waiting entries that no profile shows yet, counted up to some thousands a shard
     * @param lag for how long the oldest of them has waited
     */
    record Backlog(long waiting, Duration lag) {}

    private final Journal journal;
    private final ProfileStore store;
    private final Clock clock;
    private volatile Optional<Backlog> seen = Optional.empty();

    BacklogWatch(Journal journal, ProfileStore store, Clock clock, MeterRegistry registry) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        Gauge.builder("portrait.profiles.waiting", this, watch -> watch.value(Backlog::waiting))
                .description("Accepted events that no profile shows yet, counted up to 2,000 a shard")
                .register(registry);
        Gauge.builder(
                        "portrait.profiles.lag",
                        this,
                        watch -> watch.value(seen -> seen.lag().toMillis() / MILLIS))
                .description("For how long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
    }

    /** The last look; empty before the first and while the database is away. */
    Optional<Backlog> seen() {
        return seen;
    }

    @Scheduled(fixedDelay = 5_000)
    void look() {
        try {
            Journal.Backlog backlog = journal.backlog(store.marks());
            seen = Optional.of(new Backlog(
                    backlog.entries(), backlog.oldest().map(this::since).orElse(Duration.ZERO)));
        } catch (DataAccessException | TransactionException e) {
            seen = Optional.empty();
            log.debug("The backlog cannot be seen now: {}", e.toString());
        }
    }

    private Duration since(Instant arrival) {
        Duration since = Duration.between(arrival, clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private double value(ToDoubleFunction<Backlog> of) {
        return seen.map(of::applyAsDouble).orElse(Double.NaN);
    }
}
