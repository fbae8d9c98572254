package io.portrait.release;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * The scheduler of the releases of cohort statistics and item statistics. Several instances may run it at the same time;
 * the ledgers allow one release per statistic and period.
 */
@Component
class ReleaseScheduler implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ReleaseScheduler.class);

    private final CohortStatistics cohorts;
    private final ReleaseProperties.CohortProperties cohortProperties;
    private final ItemStatisticsReleaser items;
    private final ItemStatisticsProperties itemProperties;

    ReleaseScheduler(
            CohortStatistics cohorts,
            ReleaseProperties properties,
            ItemStatisticsReleaser items,
            ItemStatisticsProperties itemProperties) {
        this.cohorts = cohorts;
        this.cohortProperties = properties.cohorts();
        this.items = items;
        this.itemProperties = itemProperties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        add(registrar, "Cohort statistics", cohorts::releaseDue, cohortProperties.pollInterval());
        if (itemProperties.enabled()) {
            add(registrar, "Item statistics", items::releaseDue, itemProperties.pollInterval());
        }
    }

    private static void add(ScheduledTaskRegistrar registrar, String name, Runnable release, Duration interval) {
        Runnable task = () -> {
            try {
                release.run();
            } catch (RuntimeException e) {
                log.warn("{} could not be released, retrying in {}: {}", name, interval, e.toString());
            }
        };
        registrar.addFixedDelayTask(new FixedDelayTask(task, interval, interval));
    }
}
