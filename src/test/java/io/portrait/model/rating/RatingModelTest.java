package io.portrait.model.rating;

import static io.portrait.model.rating.SyntheticRatings.bytes;
import static io.portrait.model.rating.SyntheticRatings.ratings;
import static io.portrait.model.rating.SyntheticRatings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.learner.PrequentialLosses;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Determinism, bounded memory, persistence and numerical soundness of the rating model. */
class RatingModelTest {

    private static final RatingConfig SMALL = SyntheticRatings.small();

    private static RatingModel learned(RatingConfig config, List<ItemRating> ratings) {
        RatingModel model = new RatingModel(config);
        ratings.forEach(model::learn);
        return model;
    }

    @Test
    void equalRatingsGiveEqualBytes() {
        List<ItemRating> ratings = ratings(2_000, 30, 25, 1);
        assertThat(bytes(learned(SMALL, ratings))).isEqualTo(bytes(learned(SMALL, ratings)));
    }

    /** There are 30 users and 25 items but capacity for 20 and 15, so that evictions happen all the time. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 49, 50, 51, 300, 1_999})
    void restoredModelContinuesIdentically(int before) {
        List<ItemRating> ratings = ratings(2_000, 30, 25, 2);
        RatingModel restored = read(SMALL, bytes(learned(SMALL, ratings.subList(0, before))));
        for (ItemRating rating : ratings.subList(before, ratings.size())) {
            restored.learn(rating);
        }
        assertThat(bytes(restored)).isEqualTo(bytes(learned(SMALL, ratings)));
    }

    @Test
    void predictingChangesNothing() {
        RatingModel model = learned(SMALL, ratings(500, 30, 25, 3));
        byte[] before = bytes(model);
        for (int i = 0; i < 40; i++) {
            model.predict(new UserId("u" + i), new ItemId("i" + i), List.of(new Topic("war"), new Topic("new")));
        }
        assertThat(bytes(model)).isEqualTo(before);
    }

    @Test
    void bytesOfAnotherConfigurationAreRejected() {
        byte[] bytes = bytes(learned(SMALL, ratings(10, 3, 3, 4)));
        assertThatThrownBy(() -> read(RatingConfig.defaults(), bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("users=20,")
                .hasMessageContaining("users=20000,");
    }

    @Test
    void memoryIsBounded() {
        RatingModel model = learned(SMALL, ratings(3_000, 400, 300, 5));
        int size = bytes(model).length;
        assertThat(model.users()).isEqualTo(20);
        assertThat(model.items()).isEqualTo(15);
        ratings(3_000, 4_000, 3_000, 6).forEach(model::learn);
        assertThat(model.users()).isEqualTo(20);
        assertThat(bytes(model).length).isLessThan(size + 3_000);
    }

    @Test
    void userWithTheOldestRatingIsEvictedAndPredictingDoesNotCount() {
        RatingModel model = new RatingModel(SMALL);
        for (int user = 0; user < 20; user++) {
            model.learn(new ItemRating(new UserId("u" + user), new ItemId("i"), List.of(), 4));
        }
        model.learn(new ItemRating(new UserId("u0"), new ItemId("i"), List.of(), 4));
        model.predict(new UserId("u1"), new ItemId("i"), List.of());
        model.learn(new ItemRating(new UserId("new"), new ItemId("i"), List.of(), 4));
        assertThat(model.losses(new UserId("u0"))).isPresent();
        assertThat(model.losses(new UserId("u1"))).isEmpty();
        assertThat(model.losses(new UserId("u2"))).isPresent();
    }

    @Test
    void unseenUserGetsTheItemMeans() {
        RatingModel model = new RatingModel(RatingConfig.defaults());
        for (int user = 0; user < 200; user++) {
            model.learn(new ItemRating(new UserId("u" + user), new ItemId("good"), List.of(), 5));
            model.learn(new ItemRating(new UserId("u" + user), new ItemId("bad"), List.of(), 1));
        }
        assertThat(expected(model, "unseen", "good")).isGreaterThan(4.5);
        assertThat(expected(model, "unseen", "bad")).isLessThan(1.5);
        assertThat(expected(model, "unseen", "unrated")).isBetween(2.5, 3.5);
    }

    private static double expected(RatingModel model, String user, String item) {
        return model.predict(new UserId(user), new ItemId(item), List.of())
                .rating()
                .value();
    }

    @Test
    void tasteIsLearnedPerUser() {
        RatingModel model = new RatingModel(RatingConfig.defaults());
        List<Topic> war = List.of(new Topic("war"));
        List<Topic> love = List.of(new Topic("love"));
        for (int i = 0; i < 60; i++) {
            model.learn(new ItemRating(new UserId("soldier"), new ItemId("w" + i), war, 5));
            model.learn(new ItemRating(new UserId("soldier"), new ItemId("l" + i), love, 2));
            model.learn(new ItemRating(new UserId("poet"), new ItemId("w" + i), war, 2));
            model.learn(new ItemRating(new UserId("poet"), new ItemId("l" + i), love, 5));
        }
        RatingPrediction soldier = model.predict(new UserId("soldier"), new ItemId("new"), war);
        RatingPrediction poet = model.predict(new UserId("poet"), new ItemId("new"), war);
        RatingPrediction unseen = model.predict(new UserId("unseen"), new ItemId("new"), war);
        assertThat(soldier.components().get(RatingComponent.USER_TASTE_FILTER))
                .isGreaterThan(poet.components().getOrDefault(RatingComponent.USER_TASTE_FILTER, 5.0) + 1.5);
        assertThat(soldier.rating().parameterVariance())
                .isLessThan(unseen.rating().parameterVariance());
    }

    @Test
    void lossesAreTakenBeforeLearning() {
        RatingModel model = new RatingModel(SMALL);
        ItemRating rating = new ItemRating(new UserId("u"), new ItemId("i"), List.of(), 5);
        double first = model.learn(rating).rating().value();
        double second = model.learn(rating).rating().value();
        assertThat(first).isEqualTo(3.5);
        PrequentialLosses losses = model.losses(new UserId("u")).orElseThrow();
        assertThat(losses.examples()).isEqualTo(2);
        assertThat(losses.meanAbsoluteError()).isEqualTo((5 - first + 5 - second) / 2, within(1e-12));
        assertThat(model.losses().get(RatingComponent.STACKED)).isEqualTo(losses);
    }

    /** Invariant 8 (src/docs/invariants.md), with extreme ratings and with changing items, users and topics. */
    @Test
    void predictionsStayFiniteAndOnTheScale() {
        RatingModel model = new RatingModel(SMALL);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double stars = random.nextInt(10) == 0 ? random.nextDouble() * Double.MIN_NORMAL : 5 * random.nextInt(2);
            List<Topic> topics = IntStream.range(0, random.nextInt(6))
                    .mapToObj(topic -> new Topic("t" + random.nextInt(9)))
                    .toList();
            RatingPrediction prediction = model.learn(new ItemRating(
                    new UserId("u" + random.nextInt(1 + i % 30)),
                    new ItemId("i" + random.nextInt(1 + i % 20)),
                    topics,
                    stars));
            assertThat(prediction.components().values()).allMatch(value -> value >= 0 && value <= 5);
        }
        Map<RatingComponent, PrequentialLosses> losses = model.losses();
        assertThat(losses.values()).allMatch(each -> each.meanSquaredError() <= 25);
    }
}
