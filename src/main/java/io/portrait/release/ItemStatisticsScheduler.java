package io.portrait.release;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * The scheduler of releases of item statistics. Several instances may run it at the same time; the ledger allows one
 * release per period.
 */
@Component
class ItemStatisticsScheduler implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ItemStatisticsScheduler.class);

    private final ItemStatisticsReleaser releaser;
    private final ItemStatisticsProperties properties;

    ItemStatisticsScheduler(ItemStatisticsReleaser releaser, ItemStatisticsProperties properties) {
        this.releaser = releaser;
        this.properties = properties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        if (properties.enabled()) {
            registrar.addFixedDelayTask(
                    new FixedDelayTask(this::releaseDue, properties.pollInterval(), properties.pollInterval()));
        }
    }

    private void releaseDue() {
        try {
            releaser.releaseDue();
        } catch (RuntimeException e) {
            log.warn(
                    "Item statistics could not be released, retrying in {}: {}",
                    properties.pollInterval(),
                    e.toString());
        }
    }
}
