package io.portrait.web;

import io.portrait.kernel.KeyRole;
import io.portrait.monitoring.LearningMetrics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of the prediction metrics. */
@RestController
@Tag(name = "Learning")
class LearningMetricsController {

    private static final int MAX_HOURS = 24 * 366;

    private final LearningMetrics metrics;

    LearningMetricsController(LearningMetrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping("/v1/learning/metrics")
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(
            summary = "The metrics of each learner over all users",
            description =
                    "Every example is predicted before it is learned. Losses are mean squared errors of numbers and"
                            + " log losses of probabilities. The figures are at most some seconds old.")
    LearningMetricsResponse metrics(
            @Parameter(description = "length of `overTime` in hours") @RequestParam(defaultValue = "24") int hours) {
        if (hours < 1 || hours > MAX_HOURS) {
            throw ProblemCode.INVALID_LIMIT.problem("hours must be in [1, %d], is %d".formatted(MAX_HOURS, hours));
        }
        return LearningMetricsResponse.of(metrics.targets(Duration.ofHours(hours)));
    }
}
