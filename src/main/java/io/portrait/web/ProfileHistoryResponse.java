package io.portrait.web;

import io.portrait.kernel.Topic;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ModelSummary;
import io.portrait.profile.Profile.TopicInterest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A profile over time, by column: each list has one value for each of {@code times}. */
record ProfileHistoryResponse(
        String userId,
        Instant from,
        Instant to,

        @Schema(description = "ISO 8601") String step,

        List<Instant> times,

        @Schema(description = "number of events until each time")
        List<Long> eventsSeen,

        @Schema(description = "the first-level topics, sorted by the weight at the end")
        List<InterestSeries> interests,

        List<LossSeries> losses) {

    private static final int MAX_TOPICS = 50;

    static ProfileHistoryResponse of(HistoryPeriod period, List<Profile> profiles) {
        Profile last = profiles.getLast();
        return new ProfileHistoryResponse(
                last.user().value(),
                period.from(),
                period.to(),
                period.step().toString(),
                profiles.stream().map(Profile::asOf).toList(),
                profiles.stream().map(Profile::eventsSeen).toList(),
                last.interests().stream()
                        .map(TopicInterest::topic)
                        .filter(Topic::isFirstLevel)
                        .limit(MAX_TOPICS)
                        .map(topic -> InterestSeries.of(topic, profiles))
                        .toList(),
                IntStream.range(0, last.models().size())
                        .mapToObj(model -> LossSeries.of(model, profiles))
                        .toList());
    }

    record InterestSeries(
            String topic,

            @Schema(description = "with a half-life of 30 days")
            List<Double> weights) {

        static InterestSeries of(Topic topic, List<Profile> profiles) {
            return new InterestSeries(
                    topic.path(),
                    profiles.stream().map(profile -> weight(topic, profile)).toList());
        }

        private static double weight(Topic topic, Profile profile) {
            return profile.interests().stream()
                    .filter(interest -> interest.topic().equals(topic))
                    .mapToDouble(interest -> Rounding.toSixDecimals(interest.weight()))
                    .findFirst()
                    .orElse(0);
        }
    }

    record LossSeries(
            String target,
            String learner,

            @Schema(description = "mean squared error of predictions made before learning (prequential)")
            List<Double> progressive,

            @Schema(description = "the same over about the last 200 examples")
            List<Double> recent) {

        static LossSeries of(int model, List<Profile> profiles) {
            List<ModelSummary> summaries = profiles.stream()
                    .map(profile -> profile.models().get(model))
                    .toList();
            return new LossSeries(
                    summaries.getLast().target(),
                    summaries.getLast().provenance().learner(),
                    summaries.stream()
                            .map(summary -> summary.losses().meanSquaredError())
                            .toList(),
                    summaries.stream()
                            .map(summary -> summary.losses().recentSquaredError())
                            .toList());
        }
    }
}
