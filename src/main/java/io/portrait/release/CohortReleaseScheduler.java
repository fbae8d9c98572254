package io.portrait.release;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks whether statistics are due. Several instances may look at once: the ledger lets one of them release. */
@Component
class CohortReleaseScheduler {

    private static final Logger log = LoggerFactory.getLogger(CohortReleaseScheduler.class);

    private final CohortStatistics statistics;

    CohortReleaseScheduler(CohortStatistics statistics) {
        this.statistics = statistics;
    }

    @Scheduled(
            initialDelayString = "${portrait.release.cohorts.poll:5s}",
            fixedDelayString = "${portrait.release.cohorts.poll:5s}")
    void releaseDue() {
        try {
            statistics.releaseDue();
        } catch (RuntimeException e) {
            log.warn("Cohort statistics could not be released now: {}", e.toString());
        }
    }
}
