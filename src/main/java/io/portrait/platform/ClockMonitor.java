package io.portrait.platform;

import io.portrait.kernel.ClockJump;
import io.portrait.kernel.ClockJump.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The check of the system's clock every second. A refused jump is logged, shown in the health and the metrics, and announced as an
 * application event. The time of the service is saved for the check of the next start.
 */
class ClockMonitor implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(ClockMonitor.class);

    private final CheckedClock clock;
    private final JdbcClockStore store;
    private final ClockProperties limits;
    private final Optional<ClockJump> acceptedAtStart;
    private final ApplicationEventPublisher events;
    private volatile Optional<Duration> refusedJump = Optional.empty();
    private volatile Duration aheadOfDatabase = Duration.ZERO;

    private ClockMonitor(
            CheckedClock clock,
            JdbcClockStore store,
            ClockProperties limits,
            Optional<ClockJump> acceptedAtStart,
            ApplicationEventPublisher events) {
        this.clock = clock;
        this.store = store;
        this.limits = limits;
        this.acceptedAtStart = acceptedAtStart;
        this.events = events;
    }

    /**
     * Compares the system's clock with the database, and starts the clock of the service.
     *
     * @throws ImplausibleClockException if the system's clock contradicts the database
     */
    static ClockMonitor start(
            InstantSource system, ClockProperties limits, JdbcClockStore store, ApplicationEventPublisher events) {
        Optional<ClockJump> accepted = new ClockStartCheck(limits).check(system.instant(), store.read());
        CheckedClock clock = new CheckedClock(system, MonotonicClock.ofThisMachine(), limits);
        return new ClockMonitor(clock, store, limits, accepted, events);
    }

    Clock clock() {
        return clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announceAcceptedJump() {
        acceptedAtStart.ifPresent(jump -> {
            log.warn(
                    "The time {} instead of {} was accepted; remove portrait.clock.accept-jump before the next start",
                    jump.jumped(),
                    jump.expected());
            store.replace(jump.jumped());
            events.publishEvent(jump);
        });
    }

    @Scheduled(fixedDelay = 1_000)
    synchronized void check() {
        Optional<Duration> jump = clock.check();
        boolean wasRefused = refusedJump.isPresent();
        refusedJump = jump;
        if (jump.isPresent() && !wasRefused) {
            announceRefusal(jump.get());
        } else if (jump.isEmpty() && wasRefused) {
            log.warn("The clock of this machine is plausible again");
            announce(Decision.ENDED);
        }
    }

    /** Saves the time; without the database it is saved later. */
    @Scheduled(fixedDelay = 10_000)
    void save() {
        try {
            Instant now = clock.instant();
            aheadOfDatabase = Duration.between(store.save(now), now);
        } catch (DataAccessException e) {
            log.debug("The time cannot be saved: {}", e.toString());
        }
    }

    private void announceRefusal(Duration jump) {
        log.error(
                "The clock of this machine has jumped by {} to {}, which is refused: the service continues with {}."
                        + " Correct the clock. If its time is right, restart the service; see src/docs/operation.md",
                jump,
                clock.systemTime(),
                clock.instant());
        announce(Decision.REFUSED);
    }

    private void announce(Decision decision) {
        events.publishEvent(new ClockJump(clock.expectedTime(), clock.systemTime(), decision));
    }

    /** The system's clock minus the time of the service, while a jump is refused; otherwise zero. */
    Duration refusedJump() {
        return refusedJump.orElse(Duration.ZERO);
    }

    /** The time of the service minus the time of the database. */
    Duration aheadOfDatabase() {
        return aheadOfDatabase;
    }

    @Override
    public Health health() {
        boolean isPlausible = refusedJump.isEmpty() && aheadOfDatabase.abs().compareTo(limits.maxForwardJump()) <= 0;
        return (isPlausible ? Health.up() : Health.outOfService())
                .withDetail("time", clock.instant())
                .withDetail("systemTime", clock.systemTime())
                .withDetail("refusedJumpSeconds", refusedJump().toSeconds())
                .withDetail("aheadOfDatabaseSeconds", aheadOfDatabase.toSeconds())
                .build();
    }
}
