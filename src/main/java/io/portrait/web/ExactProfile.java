package io.portrait.web;

import io.portrait.evaluate.LearningMetrics;
import io.portrait.learning.Progress;
import io.portrait.profile.Channel;
import io.portrait.profile.HalfLife;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ActivitySummary;
import io.portrait.profile.Profile.ModelSummary;
import io.portrait.profile.Profile.TopicInterest;
import io.portrait.shared.Ratings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The answer to the owner's own services. */
record ExactProfile(
        String userId,
        String audience,

        @Schema(description = "the event time at which decayed values are given")
        Instant asOf,

        Instant updatedAt,
        long eventsSeen,
        List<InterestAnswer> interests,
        ActivityAnswer activity,

        @Schema(description = "names of the segments that the profile is in now")
        List<String> segments,

        List<ModelAnswer> models) {

    static ExactProfile of(
            Profile profile, List<String> segments, LearningMetrics metrics, Optional<Progress> ratings) {
        return new ExactProfile(
                profile.user().value(),
                "internal",
                profile.asOf(),
                profile.updatedAt(),
                profile.eventsSeen(),
                profile.interests().stream().map(InterestAnswer::of).toList(),
                ActivityAnswer.of(profile.activity()),
                segments,
                Stream.concat(
                                profile.models().stream().map(model -> ModelAnswer.of(model, metrics)),
                                ratings.stream().map(ModelAnswer::ofRatings))
                        .toList());
    }

    record InterestAnswer(
            String topic,

            @Schema(description = "in event weights (a purchase counts 1), at the half-life of 30 days")
            double weight,

            @Schema(description = "of the positive weights of all first-level topics")
            double share,

            @Schema(description = "the weight at the half-lives of `1d`, `7d` and `30d`")
            Map<String, Double> halfLives) {

        static InterestAnswer of(TopicInterest interest) {
            return new InterestAnswer(
                    interest.topic().path(),
                    Rounded.six(interest.weight()),
                    Rounded.six(interest.share()),
                    weights(interest.halfLives()));
        }

        private static Map<String, Double> weights(Map<HalfLife, Double> halfLives) {
            Map<String, Double> weights = new LinkedHashMap<>();
            halfLives.forEach((halfLife, weight) -> weights.put(halfLife.label(), Rounded.six(weight)));
            return weights;
        }
    }

    record ActivityAnswer(
            Recency recency,
            Frequency frequency,
            Monetary monetary,
            List<Long> hours,
            Map<String, Long> channels,
            long sessions) {

        static ActivityAnswer of(ActivitySummary activity) {
            return new ActivityAnswer(
                    new Recency(activity.firstEventAt(), activity.lastEventAt()),
                    new Frequency(Rounded.six(activity.perDay()), activity.activeDays(), activity.types()),
                    Monetary.of(activity),
                    activity.hours(),
                    relabelled(activity.channels(), Channel::label),
                    activity.sessions());
        }
    }

    record Recency(Instant firstEventAt, Instant lastEventAt) {}

    record Frequency(
            @Schema(description = "events a day, decayed with a half-life of 7 days")
            double perDay,

            @Schema(description = "days with events among the last 64")
            int activeDays,

            Map<String, Long> types) {}

    record Monetary(long purchases, double spent, double averagePurchase, long refunds, double refunded, double net) {

        static Monetary of(ActivitySummary activity) {
            double average = activity.purchases() == 0 ? 0 : activity.spent() / activity.purchases();
            return new Monetary(
                    activity.purchases(),
                    activity.spent(),
                    average,
                    activity.refunds(),
                    activity.refunded(),
                    activity.spent() - activity.refunded());
        }
    }

    record ModelAnswer(
            String target,
            String learner,

            @Schema(
                    description =
                            "whether it is the one of the target's learners that has predicted best over all users")
            boolean serves,

            long examples,

            @Schema(description = "mean squared error of predictions made before the example was learned")
            double progressiveLoss,

            @Schema(description = "the same over about the last 200 examples")
            double recentLoss,

            double meanAbsoluteError) {

        static ModelAnswer of(ModelSummary model, LearningMetrics metrics) {
            boolean serves = metrics.champion(model.target())
                    .equals(Optional.of(model.provenance().config()));
            return of(model.target(), model.provenance().learner(), serves, model.progress());
        }

        /** Of the layer that all users share, in stars. */
        static ModelAnswer ofRatings(Progress progress) {
            return of("rating", Ratings.LEARNER, true, progress);
        }

        private static ModelAnswer of(String target, String learner, boolean serves, Progress progress) {
            return new ModelAnswer(
                    target,
                    learner,
                    serves,
                    progress.examples(),
                    progress.meanSquaredError(),
                    progress.recentSquaredError(),
                    progress.meanAbsoluteError());
        }
    }

    private static <K, V> Map<String, V> relabelled(Map<K, V> map, Function<K, String> label) {
        Map<String, V> relabelled = new LinkedHashMap<>();
        map.forEach((key, value) -> relabelled.put(label.apply(key), value));
        return relabelled;
    }
}
