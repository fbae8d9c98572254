package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.NextItemConfig.Capacity;
import io.portrait.model.nextitem.NextItemConfig.HalfLives;
import io.portrait.model.nextitem.NextItemConfig.MixtureSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextItemModelTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final NextItemConfig CONFIG = NextItemConfig.defaults();
    private static final int ITEMS = 60;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theProbabilitiesOfAllItemsAddUpToOne(boolean allowRepeats) {
        NextItemModel model = trainedModel(CONFIG, 3_000);
        double sum = model.recommend(request(3, allowRepeats), ITEMS).items().stream()
                .mapToDouble(ScoredItem::probability)
                .sum();
        assertThat(sum).isCloseTo(1, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theReasonsOfAnItemAddUpToItsProbability(boolean allowRepeats) {
        NextItemModel model = trainedModel(CONFIG, 3_000);
        List<ItemId> items =
                IntStream.range(0, ITEMS).mapToObj(NextItemModelTest::item).toList();
        List<ScoredItem> explained =
                model.score(request(3, allowRepeats), items).explainedItems();
        assertThat(explained)
                .isNotEmpty()
                .allSatisfy(scoredItem ->
                        assertThat(sumOfReasons(scoredItem.reasons())).isCloseTo(scoredItem.probability(), ROUNDING));
        assertThat(explained.stream().flatMap(scoredItem -> scoredItem.reasons().stream()))
                .hasAtLeastOneElementOfType(Reason.ItemReason.class)
                .hasAtLeastOneElementOfType(Reason.TopicReason.class)
                .hasAtLeastOneElementOfType(Reason.FeatureReason.class);
    }

    private static double sumOfReasons(List<Reason> reasons) {
        return reasons.stream().mapToDouble(Reason::contribution).sum();
    }

    @Test
    void theReasonsOfAScoredItemDoNotChangeWhenTheModelLearns() {
        NextItemModel model = trainedModel(CONFIG, 3_000);
        ScoredItems scored = model.recommend(request(3, true), 10);
        List<ScoredItem> before = scored.explainedItems();
        interactions(5_000).stream().skip(3_000).forEach(interaction -> model.learn(interaction, true));
        assertThat(scored.explainedItems()).isEqualTo(before);
        assertThat(model.recommend(request(3, true), 10).explainedItems()).isNotEqualTo(before);
    }

    @Test
    void aQueryWithoutReasonsHasNone() {
        ScoredItems scored =
                trainedModel(CONFIG, 100).recommend(new ScoringRequest(Optional.of(user(3)), true, false), 1);
        ItemId first = scored.items().getFirst().item();
        assertThatThrownBy(() -> scored.reasons(first))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without reasons");
    }

    /**
     * The weights of active users are updated only by a sample of their interactions; the evidence must be the same.
     */
    @Test
    void aSampledUpdateCountsForAllSkippedInteractions() {
        NextItemModel unsampled = new NextItemModel(samplingConfig(1_000, 1));
        NextItemModel sampledModel = new NextItemModel(samplingConfig(5, 4));
        for (int i = 0; i < 201; i++) {
            unsampled.learn(interaction(1, i % 3), true);
            sampledModel.learn(interaction(1, i % 3), true);
        }
        double concentration = concentration(unsampled);
        assertThat(concentration).isGreaterThan(190);
        assertThat(concentration(sampledModel)).isCloseTo(concentration, within(4.0));
        assertThat(sampledModel.weights(user(1)).get(Expert.MARKOV_POW_2))
                .isCloseTo(unsampled.weights(user(1)).get(Expert.MARKOV_POW_2), within(0.05));
    }

    private static NextItemConfig samplingConfig(int fullUpdates, int samplingInterval) {
        return new NextItemConfig(
                CONFIG.capacity(),
                CONFIG.halfLives(),
                CONFIG.window(),
                new MixtureSettings(20, 1, 0.9995, fullUpdates, samplingInterval),
                CONFIG.reranker());
    }

    private static double concentration(NextItemModel model) {
        return model.recommend(request(1, true), 1).posteriorOf(List.of()).concentration();
    }

    @Test
    void anUnknownUserGetsPopularItems() {
        NextItemModel model = new NextItemModel(CONFIG);
        for (int i = 0; i < 10; i++) {
            model.learn(interaction(i, i < 7 ? 1 : 2), true);
        }
        assertThat(model.recommend(request(99, true), 5).items())
                .extracting(ScoredItem::item)
                .containsExactly(item(1), item(2));
    }

    @Test
    void theColdStartProbabilityIsThatOfAnUnknownUser() {
        NextItemModel model = trainedModel(CONFIG, 500);
        for (int i = 0; i < 5; i++) {
            assertThat(model.coldStartProbability(item(7)))
                    .isEqualTo(model.probability(user(99), item(7)).orElseThrow());
            model.learn(interaction(i, 7), true);
        }
        assertThat(model.coldStartProbability(item(12_345))).isZero();
    }

    @Test
    void theColdStartProbabilityFollowsManyInteractionsAndKnowsANewItemAtOnce() {
        NextItemModel model = trainedModel(CONFIG, 5_000);
        double before = model.coldStartProbability(item(7));
        for (int i = 0; i < 20; i++) {
            model.learn(interaction(100 + i, 7), true);
        }
        assertThat(model.coldStartProbability(item(7)))
                .isGreaterThan(before)
                .isCloseTo(model.probability(user(99_999), item(7)).orElseThrow(), withinPercentage(5));
        model.learn(interaction(1, 12_345), true);
        assertThat(model.coldStartProbability(item(12_345)))
                .isEqualTo(model.probability(user(99_999), item(12_345)).orElseThrow());
    }

    @Test
    void excludesItemsOfTheUsersHistoryWhenRepeatsAreNotAllowed() {
        NextItemModel model = trainedModel(CONFIG, 3_000);
        model.learn(interaction(7, 11), true);
        assertThat(model.recommend(request(7, false), ITEMS).items())
                .extracting(ScoredItem::item)
                .doesNotContain(item(11));
        assertThat(model.recommend(request(7, true), ITEMS).items())
                .extracting(ScoredItem::item)
                .contains(item(11));
    }

    /** Users walk around a ring of equally popular items, so only the experts of order can predict. */
    @Test
    void theWeightMovesToTheExpertsThatPredictWell() {
        NextItemModel model = new NextItemModel(CONFIG);
        for (int step = 0; step < 200; step++) {
            for (int user = 0; user < 10; user++) {
                model.learn(interaction(user, (user * 7 + step) % ITEMS), true);
            }
        }
        var weights = model.weights(user(0));
        double sequentialWeight = weights.getOrDefault(Expert.MARKOV, 0.0)
                + weights.getOrDefault(Expert.MARKOV_POW_2, 0.0)
                + weights.getOrDefault(Expert.SEQUENTIAL_RULES_POW_2, 0.0)
                + weights.getOrDefault(Expert.SEQUENTIAL_NEIGHBORS_POW_3_5, 0.0);
        assertThat(sequentialWeight).isGreaterThan(0.9);
        assertThat(model.recommend(request(0, true), 1).items())
                .extracting(ScoredItem::item)
                .containsExactly(item(200 % ITEMS));
    }

    /** Σ w · p by hand after the interactions a, b of one user; the history is b, a. */
    @Test
    void theMixtureAgreesWithACalculationByHand() {
        NextItemModel model = new NextItemModel(CONFIG);
        model.learn(new Interaction(user(1), item(1), List.of()), true);
        model.learn(new Interaction(user(1), item(2), List.of()), true);
        ScoredItem first =
                model.score(request(1, true), List.of(item(1))).items().getFirst();
        // b has no transitions; a is followed by b at distance 2; they co-occur
        double popularity = 1 / (1 + Math.pow(2, 1.0 / 50_000));
        double recentPopularity = 1 / (1 + Math.pow(2, 1.0 / 2_000));
        double allowRepeats = (1 / 2.0) / (1 + 1 / 2.0);
        double cooccurrence = 1 / (1 + 1 / 2.0);
        double cosine = cosine(popularity);
        double cooccurrencePow2 = cooccurrence * cooccurrence / (cooccurrence * cooccurrence + 1 / 9.0);
        double cooccurrencePow35 = Math.pow(cooccurrence, 3.5) / (Math.pow(cooccurrence, 3.5) + Math.pow(1 / 3.0, 3.5));
        double cosinePow2 = cosine * cosine / (cosine * cosine + (1 - cosine) * (1 - cosine));
        double sum = popularity
                + recentPopularity
                + 0.5
                + allowRepeats
                + cooccurrence
                + cosine
                + cooccurrencePow2
                + cooccurrencePow35
                + cosinePow2;
        int activeExperts = 9 + 3; // SEQUENTIAL_NEIGHBORS and its variants score only b
        assertThat(first.probability()).isCloseTo(sum / activeExperts, within(1e-6));
    }

    private static double cosine(double popularity) {
        double first = 1 / Math.sqrt(popularity);
        double second = 0.5 / Math.sqrt(1 - popularity);
        return first / (first + second);
    }

    @Test
    void queriesDoNotChangeTheModel() throws IOException {
        NextItemModel queried = trainedModel(CONFIG, 500);
        queried.recommend(request(1, true), 10);
        queried.targetRanks(user(12_345), item(3), false);
        queried.score(request(2, false), List.of(item(4))).explainedItems();
        assertThat(bytes(queried)).isEqualTo(bytes(trainedModel(CONFIG, 500)));
    }

    @Test
    void aRestoredModelContinuesBitForBit() throws IOException {
        NextItemConfig small = CONFIG.withCapacity(new Capacity(20, 40, 5, 10, 20));
        NextItemModel whole = trainedModel(small, 2_000);
        NextItemModel firstHalf = trainedModel(small, 1_000);
        NextItemModel continued =
                NextItemModel.read(small, new DataInputStream(new ByteArrayInputStream(bytes(firstHalf))));
        interactions(2_000).stream().skip(1_000).forEach(interaction -> continued.learn(interaction, true));
        assertThat(bytes(continued)).isEqualTo(bytes(whole));
    }

    @Test
    void rejectsBytesOfAnotherConfiguration() throws IOException {
        byte[] bytes = bytes(trainedModel(CONFIG, 10));
        NextItemConfig other = CONFIG.withCapacity(new Capacity(20, 40, 5, 10, 20));
        assertThatThrownBy(() -> NextItemModel.read(other, new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("relearn the model");
    }

    @Test
    void itemsAndUsersStayWithinTheCapacity() {
        NextItemModel model = trainedModel(CONFIG.withCapacity(new Capacity(20, 40, 5, 10, 20)), 2_000);
        assertThat(model.itemCount()).isLessThanOrEqualTo(40);
        assertThat(model.userCount()).isEqualTo(20);
        assertThat(model.recommend(request(3, true), 100).items()).hasSize(model.itemCount());
    }

    /** Without rescaling, the weights would overflow a double within this stream. */
    @Test
    void weightsDoNotOverflowOnALongStream() {
        NextItemConfig fast = new NextItemConfig(
                CONFIG.capacity(), new HalfLives(2, 1, 2), CONFIG.window(), CONFIG.mixture(), CONFIG.reranker());
        NextItemModel model = trainedModel(fast, 3_000);
        double sum = model.recommend(request(3, true), ITEMS).items().stream()
                .mapToDouble(ScoredItem::probability)
                .peek(probability -> assertThat(probability).isFinite().isNotNegative())
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    /** The remaining history is empty, as for an unknown user. */
    @Test
    void withoutTheOnlyItemTheUserIsScoredLikeAnUnknownUserExceptForTheWeights() {
        NextItemModel model = new NextItemModel(CONFIG);
        interactions(1_000).forEach(interaction -> model.learn(interaction, true));
        model.learn(interaction(500, 3), true);
        double without = model.counterfactualProbability(user(500), true, item(9), item(3))
                .orElseThrow();
        double unknownUser = model.probability(user(501), item(9)).orElseThrow();
        double with = model.probability(user(500), item(9)).orElseThrow();
        assertThat(without).isCloseTo(unknownUser, within(unknownUser * 0.2));
        assertThat(Math.abs(with - without)).isGreaterThan(1e-6);
    }

    private static ScoringRequest request(int user, boolean allowRepeats) {
        return new ScoringRequest(Optional.of(user(user)), allowRepeats, true);
    }

    private static NextItemModel trainedModel(NextItemConfig config, int count) {
        NextItemModel model = new NextItemModel(config);
        interactions(count).forEach(interaction -> model.learn(interaction, true));
        return model;
    }

    /** Users walk through the items, mostly to the next one. */
    private static List<Interaction> interactions(int count) {
        Random random = new Random(5);
        int[] at = random.ints(30, 0, ITEMS).toArray();
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int user = random.nextInt(at.length);
                    at[user] = random.nextInt(4) == 0 ? random.nextInt(ITEMS) : (at[user] + 1) % ITEMS;
                    return interaction(user, at[user]);
                })
                .toList();
    }

    private static Interaction interaction(int user, int item) {
        return new Interaction(user(user), item(item), List.of(new Topic("topic " + item % 5)));
    }

    private static UserId user(int number) {
        return new UserId("user " + number);
    }

    private static ItemId item(int number) {
        return new ItemId("item " + number);
    }

    private static byte[] bytes(NextItemModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
