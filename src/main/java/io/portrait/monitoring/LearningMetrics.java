package io.portrait.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How well the learners have predicted over all users: each example before it was learned. */
public interface LearningMetrics {

    /**
     * All targets.
     *
     * @param lookBack how far the losses over time go back
     */
    List<TargetMetrics> targets(Duration lookBack);

    /** The configuration of the learner that serves a target; empty before the first example. */
    Optional<String> champion(String target);

    /**
     * One target.
     *
     * @param binary whether it is 0 or 1; losses are log losses then, and squared errors otherwise
     * @param champion the configuration of the learner that serves
     * @param since when it became that
     * @param switches the newest first
     */
    record TargetMetrics(
            String target,
            boolean binary,
            Optional<String> champion,
            Optional<Instant> since,
            List<ChampionSwitch> switches,
            List<LearnerPerformance> learners) {}

    /**
     * A change of the learner that serves.
     *
     * @param examples that the target had by then
     */
    record ChampionSwitch(Instant at, String from, String to, long examples) {}

    /**
     * One learner on a target.
     *
     * @param weight its exponential weight among the target's learners, 0 to 1
     * @param loss mean over all examples
     * @param recent over the last minutes that had examples
     * @param auc of binary targets that have had both values
     * @param calibrationError mean distance of prediction and observation over bins of predictions
     * @param drifts when the loss was found to have risen, the newest first
     */
    record LearnerPerformance(
            String learner,
            String configuration,
            boolean serves,
            double weight,
            long examples,
            double loss,
            double absoluteError,
            RecentPerformance recent,
            OptionalDouble auc,
            double calibrationError,
            List<ReliabilityBin> reliability,
            List<DetectedDrift> drifts,
            List<LossInterval> lossHistory) {}

    /** A bin of predictions: their mean, and the mean of what was observed. */
    record ReliabilityBin(long examples, double predicted, double observed) {}

    /** The same of late. */
    record RecentPerformance(long examples, double loss, OptionalDouble auc, double calibrationError) {}

    /**
     * A rise of the loss that was found.
     *
     * @param examples that the target had by then
     */
    record DetectedDrift(Instant at, long examples) {}

    /**
     * The mean losses over a stretch of time.
     *
     * @param loss of what was said before learning
     * @param trainingLoss of what was said of the same examples after learning; empty of times when that was not kept
     */
    record LossInterval(Instant from, long examples, double loss, OptionalDouble trainingLoss) {}
}
