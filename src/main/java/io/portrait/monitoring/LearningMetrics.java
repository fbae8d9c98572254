package io.portrait.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The quality of the predictions of all learners over all users, measured on each example before it is learned. */
public interface LearningMetrics {

    /**
     * The metrics of all targets.
     *
     * @param lookBack the length of the loss history
     */
    List<TargetMetrics> targets(Duration lookBack);

    /** The configuration of the champion of a target; empty before the first example. */
    Optional<String> champion(String target);

    /**
     * The metrics of one target.
     *
     * @param binary whether the target is 0 or 1; then losses are log losses, otherwise squared errors
     * @param champion the configuration of the champion
     * @param since since when it is the champion
     * @param switches the changes of the champion, the newest first
     */
    record TargetMetrics(
            String target,
            boolean binary,
            Optional<String> champion,
            Optional<Instant> since,
            List<ChampionSwitch> switches,
            List<LearnerPerformance> learners) {}

    /**
     * A change of the champion.
     *
     * @param examples the number of examples of the target at that time
     */
    record ChampionSwitch(Instant at, String from, String to, long examples) {}

    /**
     * The performance of one learner on a target.
     *
     * @param weight its exponential weight among the target's learners, 0 to 1
     * @param loss mean over all examples
     * @param recent the performance in the last minutes that had examples
     * @param auc the area under the ROC curve; empty unless the target is binary and both values have occurred
     * @param calibrationError the mean distance between prediction and observation over bins of predictions
     * @param drifts the detected rises of the loss, the newest first
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

    /** A bin of predictions: the mean prediction and the mean observation. */
    record ReliabilityBin(long examples, double predicted, double observed) {}

    /** The performance in the last minutes. */
    record RecentPerformance(long examples, double loss, OptionalDouble auc, double calibrationError) {}

    /**
     * A detected rise of the loss.
     *
     * @param examples the number of examples of the target at that time
     */
    record DetectedDrift(Instant at, long examples) {}

    /**
     * The mean losses in an interval of time.
     *
     * @param loss the mean loss before learning
     * @param trainingLoss the mean loss on the same examples after learning; empty if it was not recorded
     */
    record LossInterval(Instant from, long examples, double loss, OptionalDouble trainingLoss) {}
}
