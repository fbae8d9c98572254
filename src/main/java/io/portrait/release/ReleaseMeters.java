package io.portrait.release;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portrait.privacy.CohortPolicy;
import io.portrait.privacy.ExposurePolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Where the releases stand and what privacy they have cost; nothing that depends on one person. */
@Component
class ReleaseMeters {

    private static final Logger log = LoggerFactory.getLogger(ReleaseMeters.class);

    /** A look at the database; not a number while it is away. */
    private record Look(double releasedEpoch, double epochsBehind, double rhoSpent) {

        static final Look NONE = new Look(Double.NaN, Double.NaN, Double.NaN);
    }

    private final ReleaseClock epochs;
    private final JdbcCohortStore cohorts;
    private final Clock clock;
    private volatile Look seen = Look.NONE;

    ReleaseMeters(
            ReleaseClock epochs,
            JdbcCohortStore cohorts,
            ExposurePolicy exposure,
            CohortPolicy policy,
            Clock clock,
            MeterRegistry registry) {
        this.epochs = epochs;
        this.cohorts = cohorts;
        this.clock = clock;
        gauge(registry, "portrait.release.epoch", "The epoch before which cells are closed", Look::releasedEpoch);
        gauge(registry, "portrait.release.epochs.behind", "Epochs that are over and not released", Look::epochsBehind);
        gauge(registry, "portrait.release.cohorts.rho.spent", "ρ of the releases of 30 days", Look::rhoSpent);
        Gauge.builder("portrait.release.cohorts.rho.budget", policy::budget)
                .description("ρ that the releases of 30 days may cost")
                .register(registry);
        epsilon(registry, "partner", exposure.epsilon().doubleValue());
        epsilon(registry, "public", exposure.coarseEpsilon().doubleValue());
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Look> of) {
        Gauge.builder(name, this, meters -> of.applyAsDouble(meters.seen))
                .description(description)
                .register(registry);
    }

    private static void epsilon(MeterRegistry registry, String audience, double epsilon) {
        Gauge.builder("portrait.release.epsilon", () -> epsilon)
                .description("ε that an event costs in all views of an audience, for ever")
                .tag("audience", audience)
                .register(registry);
    }

    @Scheduled(fixedDelay = 15_000)
    void look() {
        try {
            long released = epochs.releasedEpoch();
            double spent = cohorts.spentSince(clock.instant().minus(Duration.ofDays(CohortPolicy.WINDOW_DAYS)));
            seen = new Look(released, Math.max(0, epochs.wallEpoch() - released), spent);
        } catch (DataAccessException | TransactionException e) {
            seen = Look.NONE;
            log.debug("The releases cannot be looked at now: {}", e.toString());
        }
    }
}
