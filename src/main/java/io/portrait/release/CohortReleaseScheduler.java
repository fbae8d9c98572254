package io.portrait.release;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * The scheduler of cohort releases. Several instances may run it at the same time; the privacy ledger allows one
 * release per statistic and period.
 */
@Component
class CohortReleaseScheduler implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(CohortReleaseScheduler.class);

    private final CohortStatistics statistics;
    private final Duration pollInterval;

    CohortReleaseScheduler(CohortStatistics statistics, ReleaseProperties properties) {
        this.statistics = statistics;
        this.pollInterval = properties.cohorts().pollInterval();
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(new FixedDelayTask(this::releaseDue, pollInterval, pollInterval));
    }

    private void releaseDue() {
        try {
            statistics.releaseDue();
        } catch (RuntimeException e) {
            log.warn("Cohort statistics could not be released, retrying in {}: {}", pollInterval, e.toString());
        }
    }
}
