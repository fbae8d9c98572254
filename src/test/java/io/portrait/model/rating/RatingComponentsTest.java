package io.portrait.model.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The components of the rating model against hand-computed values. */
class RatingComponentsTest {

    private static final RatingConfig CONFIG = RatingConfig.defaults();
    private static final UserTasteFilter.Drift DRIFT =
            UserTasteFilter.Drift.of(CONFIG.userPrior(), CONFIG.capacity().topics());

    private final EntityIndex<UserId, RatedUser> users =
            new EntityIndex<>(9, serial -> new RatedUser(serial, CONFIG, DRIFT));
    private final EntityIndex<ItemId, RatedItem> items = new EntityIndex<>(9, serial -> new RatedItem(serial, CONFIG));
    private final RatedUser ann = users.getOrCreate(new UserId("ann"));
    private final RatedItem film = items.getOrCreate(new ItemId("film"));
    private final RatedItem sequel = items.getOrCreate(new ItemId("sequel"));

    /** Residuals 1 and 2 with decay ½ and shrinkage 2. */
    @Test
    void temporalBiasHalvesEarlierResiduals() {
        TemporalBiases biases = new TemporalBiases(new RatingConfig.BiasConfig(3, 1, 2, 2, 0.5));
        biases.learn(ann, film, 1); // user: Σ = 1, n = 1; item: Σ = 1, n = 1
        biases.learn(ann, film, 2); // user: Σ = ½ + 2 − ⅓, n = 1½; item: Σ = 1 + 2 − ⅓, n = 2
        assertThat(biases.predict(3, ann, film)).isEqualTo(3 + (8.0 / 3) / 4 + (13.0 / 6) / 3.5, within(1e-12));
    }

    @Test
    void itemMeanIsShrunkenAndCorrectedForItsRaters() {
        ItemMeans means = new ItemMeans(new RatingConfig.BiasConfig(3, 1, 3, 2, 1));
        means.learn(film, 5, 3.5, 0.5);
        assertThat(means.predict(3.5, film)).isEqualTo(3.5 + 1.0 / 4);
    }

    /** 50 users with the product 0.8 each: s = 40/(0.8·100) = ½, weight ½^1.5, residual 2. */
    @Test
    void predictsTheResidualOfASimilarItem() {
        ItemKnn itemKnn = new ItemKnn(new RatingConfig.SimilarityConfig(0.8, 50, 1.5, 0.8));
        for (int i = 0; i < 50; i++) {
            film.similarities.add(sequel.serial, 0.8f);
        }
        ann.history.add(sequel.serial, 2);
        double weight = Math.pow(0.5, 1.5);
        ItemKnn.NeighborPrediction prediction = itemKnn.predict(ann, film);
        assertThat(prediction.weightSum()).isEqualTo(weight, within(1e-6));
        assertThat(prediction.residual()).isEqualTo(weight * 2 / (weight + 0.8), within(1e-6));
    }

    @Test
    void ratingUpdatesTheSimilaritiesOfBothItems() {
        ItemKnn itemKnn = new ItemKnn(CONFIG.similarity());
        itemKnn.learn(ann, film, items, 1);
        itemKnn.learn(ann, sequel, items, -2);
        assertThat(film.similarities.product(film.similarities.find(sequel.serial)))
                .isEqualTo(-2);
        assertThat(sequel.similarities.product(sequel.similarities.find(film.serial)))
                .isEqualTo(-2);
    }

    /** u = (1), v = (2), residual 3, η = 0.1, ρ = 0.5: e = 1; u ← 1 + 0.1(2 − ½), v ← 2 + 0.1(1 − 1). */
    @Test
    void aStepMovesBothVectorsDownTheGradient() {
        RatingConfig config = with(new RatingConfig.FactorizationConfig(1, 0.1, 0.5, 0, 2, 0.1));
        RatedUser user = new RatedUser(0, config, DRIFT);
        RatedItem item = new RatedItem(0, config);
        user.factors[0] = 1;
        item.factors[0] = 2;
        new MatrixFactorization(config.factorization(), 1)
                .learn(user, item, 3, new MatrixFactorization.ReplayMemory(users, items, new ReplayBuffer(4)), 0);
        assertThat(user.factors[0]).isEqualTo(1.15, within(1e-12));
        assertThat(item.factors[0]).isEqualTo(2.0, within(1e-12));
    }

    /** Eight replays of the only rating in the buffer are the same as nine steps. */
    @Test
    void replayedRatingsAreLearnedAgain() {
        MatrixFactorization once =
                new MatrixFactorization(new RatingConfig.FactorizationConfig(16, 0.05, 0.1, 0, 2, 0.1), 1);
        MatrixFactorization replayed =
                new MatrixFactorization(new RatingConfig.FactorizationConfig(16, 0.05, 0.1, 8, 2, 0.1), 1);
        RatedUser other = new RatedUser(0, CONFIG, DRIFT);
        RatedItem otherFilm = new RatedItem(film.serial, CONFIG);
        MatrixFactorization.ReplayMemory memory =
                new MatrixFactorization.ReplayMemory(users, items, new ReplayBuffer(4));
        replayed.learn(ann, film, 1.5f, memory, 0);
        for (int i = 0; i < 9; i++) {
            once.learn(
                    other, otherFilm, 1.5f, new MatrixFactorization.ReplayMemory(users, items, new ReplayBuffer(4)), i);
        }
        assertThat(ann.factors).isEqualTo(other.factors);
        assertThat(film.factors).isEqualTo(otherFilm.factors);
    }

    @Test
    void replayBufferHoldsTheNewestRatings() {
        ReplayBuffer buffer = new ReplayBuffer(100);
        for (int i = 0; i < 250; i++) {
            buffer.add(i, 2 * i, i);
        }
        assertThat(buffer.size()).isEqualTo(100);
        for (int age = 0; age < 100; age++) {
            assertThat(buffer.user(buffer.slot(age))).isEqualTo(249 - age);
            assertThat(buffer.item(buffer.slot(age))).isEqualTo(2 * (249 - age));
        }
    }

    @Test
    void historyHoldsTheNewestRatings() {
        RatingHistory history = new RatingHistory(20);
        for (int i = 0; i < 47; i++) {
            history.add(i, i);
        }
        assertThat(history.size()).isEqualTo(20);
        int sum = 0;
        for (int index = 0; index < history.size(); index++) {
            sum += history.item(index);
        }
        assertThat(sum).isEqualTo((27 + 46) * 10);
    }

    @Test
    void firstTopicsGetAFeatureEach() {
        TopicFeatures features = new TopicFeatures(2);
        List<Topic> three = List.of(new Topic("a"), new Topic("b"), new Topic("c"));
        assertThat(features.features(three)).containsExactly(0, 0);
        features.register(three);
        assertThat(features.features(three)).containsExactly(1 / Math.sqrt(3), 1 / Math.sqrt(3));
        assertThat(features.features(List.of(new Topic("b")))).containsExactly(0, 1);
    }

    private static RatingConfig with(RatingConfig.FactorizationConfig vectors) {
        return new RatingConfig(
                1,
                CONFIG.capacity(),
                CONFIG.biases(),
                CONFIG.userPrior(),
                vectors,
                CONFIG.similarity(),
                CONFIG.stackForgetting());
    }
}
