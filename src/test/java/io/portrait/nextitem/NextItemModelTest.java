package io.portrait.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.NextItemConfig.Bounds;
import io.portrait.nextitem.NextItemConfig.Mixing;
import io.portrait.nextitem.NextItemConfig.Rates;
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
    void theProbabilitiesOfAllItemsAddUpToOne(boolean repeats) {
        NextItemModel model = learned(CONFIG, 3_000);
        double sum = model.suggest(Optional.of(user(3)), repeats, ITEMS).items().stream()
                .mapToDouble(Suggestion::probability)
                .sum();
        assertThat(sum).isCloseTo(1, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theReasonsOfAnItemAddUpToItsProbability(boolean repeats) {
        NextItemModel model = learned(CONFIG, 3_000);
        List<ItemId> items =
                IntStream.range(0, ITEMS).mapToObj(NextItemModelTest::item).toList();
        List<Suggestion> explained = model.explain(Optional.of(user(3)), repeats, items);
        assertThat(explained).isNotEmpty().allSatisfy(suggestion -> {
            double sum = suggestion.reasons().stream()
                    .mapToDouble(Reason::contribution)
                    .sum();
            assertThat(sum).isCloseTo(suggestion.probability(), ROUNDING);
        });
        assertThat(explained.stream().flatMap(suggestion -> suggestion.reasons().stream()))
                .hasAtLeastOneElementOfType(Reason.BecauseOf.class)
                .hasAtLeastOneElementOfType(Reason.About.class)
                .hasAtLeastOneElementOfType(Reason.Feature.class);
    }

    /** Who has chosen much is asked about seldom: what is learned of whom to believe must count as much. */
    @Test
    void oneChoiceOfEveryFewCountsForAllOfThem() {
        NextItemModel each = new NextItemModel(askingOf(1_000, 1));
        NextItemModel some = new NextItemModel(askingOf(5, 4));
        for (int i = 0; i < 201; i++) {
            each.learn(choice(1, i % 3), true);
            some.learn(choice(1, i % 3), true);
        }
        double strength = strength(each);
        assertThat(strength).isGreaterThan(190);
        assertThat(strength(some)).isCloseTo(strength, within(4.0));
        assertThat(some.weights(user(1)).get(Expert.SUCCESSORS_SHARP))
                .isCloseTo(each.weights(user(1)).get(Expert.SUCCESSORS_SHARP), within(0.05));
    }

    private static NextItemConfig askingOf(int schooling, int sampled) {
        return new NextItemConfig(
                CONFIG.bounds(),
                CONFIG.rates(),
                CONFIG.window(),
                new Mixing(20, 1, 0.9995, schooling, sampled),
                CONFIG.rescoring());
    }

    private static double strength(NextItemModel model) {
        return model.suggest(Optional.of(user(1)), true, 1).voices().strength();
    }

    @Test
    void someoneUnknownGetsWhatIsPopular() {
        NextItemModel model = new NextItemModel(CONFIG);
        for (int i = 0; i < 10; i++) {
            model.learn(choice(i, i < 7 ? 1 : 2), true);
        }
        assertThat(model.suggest(Optional.of(user(99)), true, 5).items())
                .extracting(Suggestion::item)
                .containsExactly(item(1), item(2));
    }

    @Test
    void whatIsTypicalIsWhatSomeoneUnknownIsToldAtAnyTime() {
        NextItemModel model = learned(CONFIG, 500);
        for (int i = 0; i < 5; i++) {
            assertThat(model.typical(item(7)))
                    .isEqualTo(model.probability(user(99), item(7)).orElseThrow());
            model.learn(choice(i, 7), true);
        }
        assertThat(model.typical(item(12_345))).isZero();
    }

    @Test
    void whatIsTypicalFollowsManyChoicesAndKnowsANewItemAtOnce() {
        NextItemModel model = learned(CONFIG, 5_000);
        double before = model.typical(item(7));
        for (int i = 0; i < 20; i++) {
            model.learn(choice(100 + i, 7), true);
        }
        assertThat(model.typical(item(7)))
                .isGreaterThan(before)
                .isCloseTo(model.probability(user(99_999), item(7)).orElseThrow(), withinPercentage(5));
        model.learn(choice(1, 12_345), true);
        assertThat(model.typical(item(12_345)))
                .isEqualTo(model.probability(user(99_999), item(12_345)).orElseThrow());
    }

    @Test
    void whatTheUserHasChosenIsNotOfferedWhereNothingRepeats() {
        NextItemModel model = learned(CONFIG, 3_000);
        model.learn(choice(7, 11), true);
        assertThat(model.suggest(Optional.of(user(7)), false, ITEMS).items())
                .extracting(Suggestion::item)
                .doesNotContain(item(11));
        assertThat(model.suggest(Optional.of(user(7)), true, ITEMS).items())
                .extracting(Suggestion::item)
                .contains(item(11));
    }

    /** Items follow each other in a ring; all are equally popular, so only the order tells anything. */
    @Test
    void theWeightGoesToTheExpertsThatForesaw() {
        NextItemModel model = new NextItemModel(CONFIG);
        for (int step = 0; step < 200; step++) {
            for (int user = 0; user < 10; user++) {
                model.learn(choice(user, (user * 7 + step) % ITEMS), true);
            }
        }
        var weights = model.weights(user(0));
        double order = weights.getOrDefault(Expert.SUCCESSORS, 0.0)
                + weights.getOrDefault(Expert.SUCCESSORS_SHARP, 0.0)
                + weights.getOrDefault(Expert.RULES_SHARP, 0.0)
                + weights.getOrDefault(Expert.FOLLOWERS_SHARPER, 0.0);
        assertThat(order).isGreaterThan(0.9);
        assertThat(model.suggest(Optional.of(user(0)), true, 1).items())
                .extracting(Suggestion::item)
                .containsExactly(item(200 % ITEMS));
    }

    /** Σ w·p by hand after two choices of one user: a, b; the history is b, a. */
    @Test
    void aMixtureByHand() {
        NextItemModel model = new NextItemModel(CONFIG);
        model.learn(new Choice(user(1), item(1), List.of()), true);
        model.learn(new Choice(user(1), item(2), List.of()), true);
        Suggestion first =
                model.explain(Optional.of(user(1)), true, List.of(item(1))).getFirst();
        // b has no successors; a is followed by b at a distance of 2; each is near the other.
        double popularLong = 1 / (1 + Math.pow(2, 1.0 / 50_000));
        double popularShort = 1 / (1 + Math.pow(2, 1.0 / 2_000));
        double repeats = (1 / 2.0) / (1 + 1 / 2.0);
        double companions = 1 / (1 + 1 / 2.0);
        double kindred = kindred(popularLong);
        double sharpCompanions = companions * companions / (companions * companions + 1 / 9.0);
        double sharperCompanions = Math.pow(companions, 3.5) / (Math.pow(companions, 3.5) + Math.pow(1 / 3.0, 3.5));
        double sharpKindred = kindred * kindred / (kindred * kindred + (1 - kindred) * (1 - kindred));
        double sum = popularLong
                + popularShort
                + 0.5
                + repeats
                + companions
                + kindred
                + sharpCompanions
                + sharperCompanions
                + sharpKindred;
        int speaking = 9 + 3; // those of FOLLOWERS speak of b alone
        assertThat(first.probability()).isCloseTo(sum / speaking, within(1e-6));
    }

    private static double kindred(double popularLong) {
        double first = 1 / Math.sqrt(popularLong);
        double second = 0.5 / Math.sqrt(1 - popularLong);
        return first / (first + second);
    }

    @Test
    void askingChangesNothing() throws IOException {
        NextItemModel asked = learned(CONFIG, 500);
        asked.suggest(Optional.of(user(1)), true, 10);
        asked.standing(user(12_345), item(3), false);
        asked.explain(Optional.of(user(2)), false, List.of(item(4)));
        assertThat(bytes(asked)).isEqualTo(bytes(learned(CONFIG, 500)));
    }

    @Test
    void aStoredModelGoesOnBitForBit() throws IOException {
        NextItemConfig small = CONFIG.with(new Bounds(20, 40, 5, 10, 20));
        NextItemModel whole = learned(small, 2_000);
        NextItemModel half = learned(small, 1_000);
        NextItemModel continued = NextItemModel.read(small, new DataInputStream(new ByteArrayInputStream(bytes(half))));
        stream(2_000).stream().skip(1_000).forEach(choice -> continued.learn(choice, true));
        assertThat(bytes(continued)).isEqualTo(bytes(whole));
    }

    @Test
    void bytesOfAnotherConfigurationAreRefused() throws IOException {
        byte[] bytes = bytes(learned(CONFIG, 10));
        NextItemConfig other = CONFIG.with(new Bounds(20, 40, 5, 10, 20));
        assertThatThrownBy(() -> NextItemModel.read(other, new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("learn them again");
    }

    @Test
    void itemsAndUsersStayWithinTheirBounds() {
        NextItemModel model = learned(CONFIG.with(new Bounds(20, 40, 5, 10, 20)), 2_000);
        assertThat(model.items()).isLessThanOrEqualTo(40);
        assertThat(model.users()).isEqualTo(20);
        assertThat(model.suggest(Optional.of(user(3)), true, 100).items()).hasSize(model.items());
    }

    /** After 200 half-lives weights would have left the range of a double without scaling back. */
    @Test
    void aLongStreamOverflowsNothing() {
        NextItemConfig fast = new NextItemConfig(
                CONFIG.bounds(), new Rates(2, 1, 2), CONFIG.window(), CONFIG.mixing(), CONFIG.rescoring());
        NextItemModel model = learned(fast, 3_000);
        double sum = model.suggest(Optional.of(user(3)), true, ITEMS).items().stream()
                .mapToDouble(Suggestion::probability)
                .peek(probability -> assertThat(probability).isFinite().isNotNegative())
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    /** Nothing else of the user's is left, so what remains is what a stranger is told. */
    @Test
    void withoutTheOnlyChoiceAUserIsAsUnknownAsAnyButForTheWeights() {
        NextItemModel model = new NextItemModel(CONFIG);
        stream(1_000).forEach(choice -> model.learn(choice, true));
        model.learn(choice(500, 3), true);
        double without =
                model.probabilityWithout(user(500), true, item(9), item(3)).orElseThrow();
        double stranger = model.probability(user(501), item(9)).orElseThrow();
        double with = model.probability(user(500), item(9)).orElseThrow();
        assertThat(without).isCloseTo(stranger, within(stranger * 0.2));
        assertThat(Math.abs(with - without)).isGreaterThan(1e-6);
    }

    private static NextItemModel learned(NextItemConfig config, int choices) {
        NextItemModel model = new NextItemModel(config);
        stream(choices).forEach(choice -> model.learn(choice, true));
        return model;
    }

    /** Users walk through the items, mostly to near ones. */
    private static List<Choice> stream(int choices) {
        Random random = new Random(5);
        int[] at = random.ints(30, 0, ITEMS).toArray();
        return IntStream.range(0, choices)
                .mapToObj(i -> {
                    int user = random.nextInt(at.length);
                    at[user] = random.nextInt(4) == 0 ? random.nextInt(ITEMS) : (at[user] + 1) % ITEMS;
                    return choice(user, at[user]);
                })
                .toList();
    }

    private static Choice choice(int user, int item) {
        return new Choice(user(user), item(item), List.of(new Topic("topic " + item % 5)));
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
