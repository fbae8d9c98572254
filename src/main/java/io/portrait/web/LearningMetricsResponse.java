package io.portrait.web;

import io.portrait.monitoring.LearningMetrics.ChampionSwitch;
import io.portrait.monitoring.LearningMetrics.DetectedDrift;
import io.portrait.monitoring.LearningMetrics.LearnerPerformance;
import io.portrait.monitoring.LearningMetrics.LossInterval;
import io.portrait.monitoring.LearningMetrics.RecentPerformance;
import io.portrait.monitoring.LearningMetrics.ReliabilityBin;
import io.portrait.monitoring.LearningMetrics.TargetMetrics;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The metrics of all targets. */
record LearningMetricsResponse(List<TargetResponse> targets) {

    static LearningMetricsResponse of(List<TargetMetrics> targets) {
        return new LearningMetricsResponse(
                targets.stream().map(TargetResponse::of).toList());
    }

    record TargetResponse(
            String target,

            @Schema(allowableValues = {"number", "probability"})
            String kind,

            @Schema(
                    description =
                            "the configuration of the learner that serves: the one that has predicted best so far")
            @Nullable
            String champion,

            @Nullable Instant championSince,
            List<ChampionSwitchResponse> switches,
            List<LearnerResponse> learners) {

        static TargetResponse of(TargetMetrics target) {
            return new TargetResponse(
                    target.target(),
                    target.binary() ? "probability" : "number",
                    target.champion().orElse(null),
                    target.since().orElse(null),
                    target.switches().stream().map(ChampionSwitchResponse::of).toList(),
                    target.learners().stream().map(LearnerResponse::of).toList());
        }
    }

    record ChampionSwitchResponse(Instant at, String from, String to, long examples) {

        static ChampionSwitchResponse of(ChampionSwitch change) {
            return new ChampionSwitchResponse(change.at(), change.from(), change.to(), change.examples());
        }
    }

    record LearnerResponse(
            String learner,
            String configuration,
            boolean serves,

            @Schema(description = "its exponential weight among the learners of the target, by faded losses")
            double weight,

            long examples,
            double progressiveLoss,
            double meanAbsoluteError,
            RecentMetricsResponse recent,

            @Schema(description = "of probabilities only") @Nullable
            Double auc,

            @Schema(description = "how far predictions are from what is observed, over bins of predictions")
            double calibrationError,

            List<ReliabilityBinResponse> reliability,

            @Schema(description = "when the loss was found to have risen (ADWIN), the newest first")
            List<DriftResponse> drift,

            List<TimeBucketResponse> overTime) {

        static LearnerResponse of(LearnerPerformance learner) {
            return new LearnerResponse(
                    learner.learner(),
                    learner.configuration(),
                    learner.serves(),
                    Rounding.toSixDecimals(learner.weight()),
                    learner.examples(),
                    learner.loss(),
                    learner.absoluteError(),
                    RecentMetricsResponse.of(learner.recent()),
                    orNull(learner.auc()),
                    Rounding.toSixDecimals(learner.calibrationError()),
                    learner.reliability().stream()
                            .map(ReliabilityBinResponse::of)
                            .toList(),
                    learner.drifts().stream().map(DriftResponse::of).toList(),
                    learner.lossHistory().stream().map(TimeBucketResponse::of).toList());
        }
    }

    @Schema(description = "over the last 15 minutes that had examples")
    record RecentMetricsResponse(
            long examples, double loss, @Nullable Double auc, double calibrationError) {

        static RecentMetricsResponse of(RecentPerformance recent) {
            return new RecentMetricsResponse(
                    recent.examples(),
                    recent.loss(),
                    orNull(recent.auc()),
                    Rounding.toSixDecimals(recent.calibrationError()));
        }
    }

    record ReliabilityBinResponse(long examples, double predicted, double observed) {

        static ReliabilityBinResponse of(ReliabilityBin bin) {
            return new ReliabilityBinResponse(
                    bin.examples(), Rounding.toSixDecimals(bin.predicted()), Rounding.toSixDecimals(bin.observed()));
        }
    }

    record DriftResponse(Instant at, long examples) {

        static DriftResponse of(DetectedDrift drift) {
            return new DriftResponse(drift.at(), drift.examples());
        }
    }

    record TimeBucketResponse(
            Instant from,
            long examples,

            @Schema(description = "of examples before they were learned")
            double loss,

            @Schema(
                    description = "of the same examples just after they were learned; far below `loss` where a learner"
                            + " fits what it has seen and not what comes next")
            @Nullable
            Double trainingLoss) {

        static TimeBucketResponse of(LossInterval bucket) {
            return new TimeBucketResponse(
                    bucket.from(), bucket.examples(), bucket.loss(), orNull(bucket.trainingLoss()));
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
