/**
 * Metrics of the predictions that the running service makes: collected after each commit, stored by the minute, summed over
 * instances. In: predictions of the profile projection; out: metrics per target and learner. It does not depend on the readers of the metrics.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "profile",
            "model.feature",
            "model.learner",
            "evaluation :: champion",
            "evaluation :: metric",
            "evaluation :: drift"
        })
@NullMarked
package io.portrait.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
