package io.portrait.release;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portrait.release.mechanism.CohortPrivacyParameters;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The meters of release epochs and of the spent privacy budget. They contain no value that depends on a single person.
 */
@Component
class ReleaseMeters {

    private static final Logger log = LoggerFactory.getLogger(ReleaseMeters.class);

    /** The last values read from the database; NaN while the database is not available. */
    private record ReleaseStatus(double releasedEpoch, double epochsBehind, double rhoSpent) {

        static final ReleaseStatus UNKNOWN = new ReleaseStatus(Double.NaN, Double.NaN, Double.NaN);
    }

    private final ReleaseEpochs epochs;
    private final JdbcCohortStore cohorts;
    private final Clock clock;
    private volatile ReleaseStatus status = ReleaseStatus.UNKNOWN;

    ReleaseMeters(
            ReleaseEpochs epochs,
            JdbcCohortStore cohorts,
            ProfilePrivacyParameters profileParameters,
            CohortPrivacyParameters cohortParameters,
            Clock clock,
            MeterRegistry registry) {
        this.epochs = epochs;
        this.cohorts = cohorts;
        this.clock = clock;
        registerGauge(
                registry,
                "portrait.release.epoch",
                "The epoch whose predecessors are released",
                ReleaseStatus::releasedEpoch);
        registerGauge(
                registry,
                "portrait.release.epochs.behind",
                "Epochs that have ended but are not released",
                ReleaseStatus::epochsBehind);
        registerGauge(
                registry,
                "portrait.release.cohorts.rho.spent",
                "ρ of the releases of 30 days",
                ReleaseStatus::rhoSpent);
        Gauge.builder("portrait.release.cohorts.rho.budget", cohortParameters::rhoBudget)
                .description("ρ that the releases of 30 days may cost")
                .register(registry);
        registerEpsilon(registry, "partner", profileParameters.epsilon().doubleValue());
        registerEpsilon(registry, "public", profileParameters.publicEpsilon().doubleValue());
    }

    private void registerGauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<ReleaseStatus> value) {
        Gauge.builder(name, this, meters -> value.applyAsDouble(meters.status))
                .description(description)
                .register(registry);
    }

    private static void registerEpsilon(MeterRegistry registry, String audience, double epsilon) {
        Gauge.builder("portrait.release.epsilon", () -> epsilon)
                .description("ε per event of all values released to an audience")
                .tag("audience", audience)
                .register(registry);
    }

    @Scheduled(fixedDelay = 15_000)
    void refresh() {
        try {
            long released = epochs.releasedEpoch();
            double spent =
                    cohorts.spentSince(clock.instant().minus(Duration.ofDays(CohortPrivacyParameters.WINDOW_DAYS)));
            status = new ReleaseStatus(released, Math.max(0, epochs.currentEpoch() - released), spent);
        } catch (DataAccessException | TransactionException e) {
            status = ReleaseStatus.UNKNOWN;
            log.debug("The state of the releases cannot be read: {}", e.toString());
        }
    }
}
