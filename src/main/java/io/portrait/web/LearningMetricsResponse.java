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

/** The prediction metrics of all targets. */
record LearningMetricsResponse(List<TargetResponse> targets) {

    static LearningMetricsResponse of(List<TargetMetrics> targets) {
        return new LearningMetricsResponse(
                targets.stream().map(TargetResponse::of).toList());
    }

    record TargetResponse(
            String target,

            @Schema(allowableValues = {"number", "probability"})
            String kind,

            @Schema(description = "the configuration of the champion: the learner that has predicted best so far")
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

            @Schema(description = "exponential weight among the learners of the target, from decayed losses")
            double weight,

            long examples,
            double progressiveLoss,
            double meanAbsoluteError,
            RecentMetricsResponse recent,

            @Schema(description = "for probabilities only") @Nullable
            Double auc,

            @Schema(description = "mean distance of predicted from observed values over bins of predictions")
            double calibrationError,

            List<ReliabilityBinResponse> reliability,

            @Schema(description = "the times at which ADWIN detected a rise of the loss, newest first")
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

            @Schema(description = "loss before learning") double loss,

            @Schema(description = "loss of the same examples after learning; far below `loss` if the learner overfits")
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
