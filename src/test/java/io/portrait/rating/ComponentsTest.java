package io.portrait.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The parts by hand. */
class ComponentsTest {

    private static final RatingConfig CONFIG = RatingConfig.defaults();

    private final Roster<UserId, RatedUser> users = new Roster<>(9, serial -> new RatedUser(serial, CONFIG));
    private final Roster<ItemId, RatedItem> items = new Roster<>(9, serial -> new RatedItem(serial, CONFIG));
    private final RatedUser ann = users.meet(new UserId("ann"));
    private final RatedItem film = items.meet(new ItemId("film"));
    private final RatedItem sequel = items.meet(new ItemId("sequel"));

    @Test
    void aHashIsWhatSplitMix64Gives() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 5; i++) {
            assertThat(Hashed.bits(42, i)).isEqualTo(random.nextLong());
        }
    }

    /** After residuals 1 and 2 with keep ½ and shrinkage 2: (½·1 + (2 − ⅓·1…)) by hand below. */
    @Test
    void aForgettingBiasHalvesWhatWasBefore() {
        ForgettingBiases biases = new ForgettingBiases(new RatingConfig.Biases(3, 1, 2, 2, 0.5));
        biases.learn(ann, film, 1); // user: Σ = 1, n = 1; item: Σ = 1, n = 1
        biases.learn(ann, film, 2); // user: Σ = ½ + 2 − ⅓, n = 1½; item: Σ = 1 + 2 − ⅓, n = 2
        assertThat(biases.expected(3, ann, film)).isEqualTo(3 + (8.0 / 3) / 4 + (13.0 / 6) / 3.5, within(1e-12));
    }

    @Test
    void anItemsMeanIsShrunkenAndClearedOfItsRaters() {
        ItemMeans means = new ItemMeans(new RatingConfig.Biases(3, 1, 3, 2, 1));
        means.learn(film, 5, 3.5, 0.5);
        assertThat(means.expected(3.5, film)).isEqualTo(3.5 + 1.0 / 4);
    }

    /** 50 users who agreed by 0.8 each: s = 40/(0.8·100) = ½, weight ½^1.5, residual 2. */
    @Test
    void aSimilarItemsResidualIsPassedOn() {
        ItemNeighbours neighbours = new ItemNeighbours(new RatingConfig.Similarity(0.8, 50, 1.5, 0.8));
        for (int i = 0; i < 50; i++) {
            film.neighbours.add(sequel.serial, 0.8f);
        }
        ann.history.add(sequel.serial, 2);
        double weight = Math.pow(0.5, 1.5);
        ItemNeighbours.Saying saying = neighbours.ask(ann, film);
        assertThat(saying.evidence()).isEqualTo(weight, within(1e-6));
        assertThat(saying.residual()).isEqualTo(weight * 2 / (weight + 0.8), within(1e-6));
    }

    @Test
    void agreementIsNotedAtBothItems() {
        ItemNeighbours neighbours = new ItemNeighbours(CONFIG.similarity());
        neighbours.learn(ann, film, items, 1);
        neighbours.learn(ann, sequel, items, -2);
        assertThat(film.neighbours.product(film.neighbours.find(sequel.serial))).isEqualTo(-2);
        assertThat(sequel.neighbours.product(sequel.neighbours.find(film.serial)))
                .isEqualTo(-2);
    }

    /** u = (1), v = (2), residual 3, η = 0.1, ρ = 0.5: e = 1; u ← 1 + 0.1(2 − ½), v ← 2 + 0.1(1 − 1). */
    @Test
    void aStepMovesBothVectorsDownTheGradient() {
        RatingConfig config = with(new RatingConfig.Vectors(1, 0.1, 0.5, 0, 2, 0.1));
        RatedUser user = new RatedUser(0, config);
        RatedItem item = new RatedItem(0, config);
        user.vector[0] = 1;
        item.vector[0] = 2;
        new ReplayedVectors(config.vectors(), 1)
                .learn(user, item, 3, new ReplayedVectors.Memory(users, items, new ReplayBuffer(4)), 0);
        assertThat(user.vector[0]).isEqualTo(1.15, within(1e-12));
        assertThat(item.vector[0]).isEqualTo(2.0, within(1e-12));
    }

    /** Eight replays of the only rating there is: as nine steps. */
    @Test
    void whatIsReplayedIsLearnedAgain() {
        ReplayedVectors once = new ReplayedVectors(new RatingConfig.Vectors(16, 0.05, 0.1, 0, 2, 0.1), 1);
        ReplayedVectors replayed = new ReplayedVectors(new RatingConfig.Vectors(16, 0.05, 0.1, 8, 2, 0.1), 1);
        RatedUser other = new RatedUser(0, CONFIG);
        RatedItem otherFilm = new RatedItem(film.serial, CONFIG);
        ReplayedVectors.Memory memory = new ReplayedVectors.Memory(users, items, new ReplayBuffer(4));
        replayed.learn(ann, film, 1.5f, memory, 0);
        for (int i = 0; i < 9; i++) {
            once.learn(other, otherFilm, 1.5f, new ReplayedVectors.Memory(users, items, new ReplayBuffer(4)), i);
        }
        assertThat(ann.vector).isEqualTo(other.vector);
        assertThat(film.vector).isEqualTo(otherFilm.vector);
    }

    @Test
    void theReplayBufferHoldsTheNewestByAge() {
        ReplayBuffer buffer = new ReplayBuffer(100);
        for (int i = 0; i < 250; i++) {
            buffer.add(i, 2 * i, i);
        }
        assertThat(buffer.size()).isEqualTo(100);
        for (int age = 0; age < 100; age++) {
            assertThat(buffer.user(buffer.place(age))).isEqualTo(249 - age);
            assertThat(buffer.item(buffer.place(age))).isEqualTo(2 * (249 - age));
        }
    }

    @Test
    void aHistoryHoldsTheLast() {
        History history = new History(20);
        for (int i = 0; i < 47; i++) {
            history.add(i, i);
        }
        assertThat(history.size()).isEqualTo(20);
        int sum = 0;
        for (int place = 0; place < history.size(); place++) {
            sum += history.item(place);
        }
        assertThat(sum).isEqualTo((27 + 46) * 10);
    }

    @Test
    void theFirstTopicsHaveAFeatureEach() {
        TopicPlaces places = new TopicPlaces(2);
        List<Topic> three = List.of(new Topic("a"), new Topic("b"), new Topic("c"));
        assertThat(places.features(three)).containsExactly(0, 0);
        places.meet(three);
        assertThat(places.features(three)).containsExactly(1 / Math.sqrt(3), 1 / Math.sqrt(3));
        assertThat(places.features(List.of(new Topic("b")))).containsExactly(0, 1);
    }

    private static RatingConfig with(RatingConfig.Vectors vectors) {
        return new RatingConfig(
                1, CONFIG.bounds(), CONFIG.biases(), CONFIG.taste(), vectors, CONFIG.similarity(), CONFIG.forgetting());
    }
}
