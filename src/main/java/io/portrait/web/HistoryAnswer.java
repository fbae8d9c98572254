package io.portrait.web;

import io.portrait.kernel.Topic;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ModelSummary;
import io.portrait.profile.Profile.TopicInterest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A profile over time, in columns: each list has a value for each of the times. */
record HistoryAnswer(
        String userId,
        Instant from,
        Instant to,

        @Schema(description = "ISO 8601") String step,

        List<Instant> times,

        @Schema(description = "events that had happened by then")
        List<Long> eventsSeen,

        @Schema(description = "the first-level topics, those that are strongest at the end first")
        List<InterestCourse> interests,

        List<LossCourse> losses) {

    private static final int MOST_TOPICS = 50;

    static HistoryAnswer of(HistoryPeriod period, List<Profile> profiles) {
        Profile last = profiles.getLast();
        return new HistoryAnswer(
                last.user().value(),
                period.from(),
                period.to(),
                period.step().toString(),
                profiles.stream().map(Profile::asOf).toList(),
                profiles.stream().map(Profile::eventsSeen).toList(),
                last.interests().stream()
                        .map(TopicInterest::topic)
                        .filter(Topic::isFirstLevel)
                        .limit(MOST_TOPICS)
                        .map(topic -> InterestCourse.of(topic, profiles))
                        .toList(),
                IntStream.range(0, last.models().size())
                        .mapToObj(model -> LossCourse.of(model, profiles))
                        .toList());
    }

    record InterestCourse(
            String topic,

            @Schema(description = "at the half-life of 30 days")
            List<Double> weights) {

        static InterestCourse of(Topic topic, List<Profile> profiles) {
            return new InterestCourse(
                    topic.path(),
                    profiles.stream().map(profile -> weight(topic, profile)).toList());
        }

        private static double weight(Topic topic, Profile profile) {
            return profile.interests().stream()
                    .filter(interest -> interest.topic().equals(topic))
                    .mapToDouble(interest -> Rounded.six(interest.weight()))
                    .findFirst()
                    .orElse(0);
        }
    }

    record LossCourse(
            String target,
            String learner,

            @Schema(description = "mean squared error of predictions made before the example was learned")
            List<Double> progressive,

            @Schema(description = "the same over about the last 200 examples")
            List<Double> recent) {

        static LossCourse of(int model, List<Profile> profiles) {
            List<ModelSummary> course = profiles.stream()
                    .map(profile -> profile.models().get(model))
                    .toList();
            return new LossCourse(
                    course.getLast().target(),
                    course.getLast().provenance().learner(),
                    course.stream().map(at -> at.progress().meanSquaredError()).toList(),
                    course.stream()
                            .map(at -> at.progress().recentSquaredError())
                            .toList());
        }
    }
}
