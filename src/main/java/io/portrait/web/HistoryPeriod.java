package io.portrait.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The evenly spaced times of a history; the last one is the end of the period. */
record HistoryPeriod(Instant from, Instant to, Duration step) {

    private static final int MAX_STEPS = 1_000;
    private static final int DEFAULT_STEPS = 100;

    HistoryPeriod {
        if (!from.isBefore(to)) {
            throw ProblemCode.INVALID_PERIOD.problem("from must be before to");
        }
        if (step.isNegative() || step.isZero() || Duration.between(from, to).dividedBy(step) > MAX_STEPS) {
            throw ProblemCode.INVALID_PERIOD.problem(
                    "step must be positive, and the period at most %d steps".formatted(MAX_STEPS));
        }
    }

    /** A step that gives about a hundred times, at least a second. */
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
