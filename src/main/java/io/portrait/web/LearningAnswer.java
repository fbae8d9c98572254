package io.portrait.web;

import io.portrait.evaluate.LearningMetrics.Drift;
import io.portrait.evaluate.LearningMetrics.Learner;
import io.portrait.evaluate.LearningMetrics.Recent;
import io.portrait.evaluate.LearningMetrics.Reliability;
import io.portrait.evaluate.LearningMetrics.Stretch;
import io.portrait.evaluate.LearningMetrics.Switch;
import io.portrait.evaluate.LearningMetrics.Target;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The metrics of all targets. */
record LearningAnswer(List<TargetAnswer> targets) {

    static LearningAnswer of(List<Target> targets) {
        return new LearningAnswer(targets.stream().map(TargetAnswer::of).toList());
    }

    record TargetAnswer(
            String target,

            @Schema(allowableValues = {"number", "probability"})
            String kind,

            @Schema(
                    description =
                            "the configuration of the learner that serves: the one that has predicted best so far")
            @Nullable
            String champion,

            @Nullable Instant championSince,
            List<SwitchAnswer> switches,
            List<LearnerAnswer> learners) {

        static TargetAnswer of(Target target) {
            return new TargetAnswer(
                    target.target(),
                    target.binary() ? "probability" : "number",
                    target.champion().orElse(null),
                    target.since().orElse(null),
                    target.switches().stream().map(SwitchAnswer::of).toList(),
                    target.learners().stream().map(LearnerAnswer::of).toList());
        }
    }

    record SwitchAnswer(Instant at, String from, String to, long examples) {

        static SwitchAnswer of(Switch change) {
            return new SwitchAnswer(change.at(), change.from(), change.to(), change.examples());
        }
    }

    record LearnerAnswer(
            String learner,
            String configuration,
            boolean serves,

            @Schema(description = "its exponential weight among the learners of the target, by faded losses")
            double weight,

            long examples,
            double progressiveLoss,
            double meanAbsoluteError,
            RecentAnswer recent,

            @Schema(description = "of probabilities only") @Nullable
            Double auc,

            @Schema(description = "how far predictions are from what is observed, over bins of predictions")
            double calibrationError,

            List<ReliabilityAnswer> reliability,

            @Schema(description = "when the loss was found to have risen (ADWIN), the newest first")
            List<DriftAnswer> drift,

            List<StretchAnswer> overTime) {

        static LearnerAnswer of(Learner learner) {
            return new LearnerAnswer(
                    learner.learner(),
                    learner.configuration(),
                    learner.serves(),
                    Rounded.six(learner.weight()),
                    learner.examples(),
                    learner.loss(),
                    learner.absoluteError(),
                    RecentAnswer.of(learner.recent()),
                    orNull(learner.auc()),
                    Rounded.six(learner.calibrationError()),
                    learner.reliability().stream().map(ReliabilityAnswer::of).toList(),
                    learner.drift().stream().map(DriftAnswer::of).toList(),
                    learner.overTime().stream().map(StretchAnswer::of).toList());
        }
    }

    @Schema(description = "over the last 15 minutes that had examples")
    record RecentAnswer(
            long examples, double loss, @Nullable Double auc, double calibrationError) {

        static RecentAnswer of(Recent recent) {
            return new RecentAnswer(
                    recent.examples(), recent.loss(), orNull(recent.auc()), Rounded.six(recent.calibrationError()));
        }
    }

    record ReliabilityAnswer(long examples, double predicted, double observed) {

        static ReliabilityAnswer of(Reliability bin) {
            return new ReliabilityAnswer(bin.examples(), Rounded.six(bin.predicted()), Rounded.six(bin.observed()));
        }
    }

    record DriftAnswer(Instant at, long examples) {

        static DriftAnswer of(Drift drift) {
            return new DriftAnswer(drift.at(), drift.examples());
        }
    }

    record StretchAnswer(
            Instant from,
            long examples,

            @Schema(description = "of examples before they were learned")
            double loss,

            @Schema(
                    description = "of the same examples just after they were learned; far below `loss` where a learner"
                            + " fits what it has seen and not what comes next")
            @Nullable
            Double trainingLoss) {

        static StretchAnswer of(Stretch stretch) {
            return new StretchAnswer(
                    stretch.from(), stretch.examples(), stretch.loss(), orNull(stretch.trainingLoss()));
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
