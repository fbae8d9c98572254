package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.evaluate.LearningMetrics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How well the learners predict. */
@RestController
@Tag(name = "Learning")
class LearningController {

    private static final int MOST_HOURS = 24 * 366;

    private final LearningMetrics metrics;

    LearningController(LearningMetrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping("/v1/learning/metrics")
    @Allow(KeyKind.INTERNAL)
    @Operation(
            summary = "How well each learner predicts, over all users",
            description =
                    "Every example is predicted before it is learned. Losses are mean squared errors of numbers and"
                            + " log losses of probabilities. The figures are at most some seconds old.")
    LearningAnswer metrics(
            @Parameter(description = "how far `overTime` goes back") @RequestParam(defaultValue = "24") int hours) {
        if (hours < 1 || hours > MOST_HOURS) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-limit",
                    "hours must be in [1, %d], is %d".formatted(MOST_HOURS, hours));
        }
        return LearningAnswer.of(metrics.targets(Duration.ofHours(hours)));
    }
}
