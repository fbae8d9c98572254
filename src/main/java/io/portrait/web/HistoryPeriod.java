package io.portrait.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The times of a history: evenly spaced, the last one at the end. */
record HistoryPeriod(Instant from, Instant to, Duration step) {

    private static final int MAX_STEPS = 1_000;
    private static final int DEFAULT_STEPS = 100;

    HistoryPeriod {
        if (!from.isBefore(to)) {
            throw ProblemException.badRequest("invalid-period", "from must be before to");
        }
        if (step.isNegative() || step.isZero() || Duration.between(from, to).dividedBy(step) > MAX_STEPS) {
            throw ProblemException.badRequest(
                    "invalid-period", "step must be positive, and the period at most %d steps".formatted(MAX_STEPS));
        }
    }

    /** A step that makes about a hundred points, of a second at least. */
    static Duration defaultStep(Instant from, Instant to) {
        Duration step = Duration.between(from, to).dividedBy(DEFAULT_STEPS);
        return step.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : step;
    }

    List<Instant> times() {
        int steps = (int) Duration.between(from, to).dividedBy(step);
        return IntStream.rangeClosed(0, steps)
                .mapToObj(i -> to.minus(step.multipliedBy(steps - i)))
                .toList();
    }
}
