package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.NextItemConfig.RerankerSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RerankerTest {

    private static final NextItemConfig CONFIG = NextItemConfig.defaults();
    private static final int CANDIDATES = 8;
    private static final int ITEMS = 24;

    /**
     * By hand: information 3 · 0.5 and step 3 · 0.2 / (2 + 1.5); the second update halves the information before it
     * adds 1.5.
     */
    @Test
    void anUpdateIsTheGradientDividedByThePrecision() {
        LogitWeights weights = new LogitWeights();
        weights.learn(new double[] {0.2}, new double[] {0.5}, 2, 1, 3);
        assertThat(weights.dot(new double[] {1}, 0)).isCloseTo(0.6 / 3.5, within(1e-12));
        weights.learn(new double[] {0.2}, new double[] {0.5}, 2, 0.5, 3);
        assertThat(weights.dot(new double[] {1}, 0)).isCloseTo(0.6 / 3.5 + 0.6 / 4.25, within(1e-12));
    }

    /** Interactions are drawn by known weights; those of the two users differ in the first feature. */
    @Test
    void recoversTheWeightsThatGeneratedTheChoices() {
        double[][] truth = {{2, -1}, {-2, -1}};
        LogitWeights globalWeights = new LogitWeights();
        LogitWeights[] userWeights = {new LogitWeights(), new LogitWeights()};
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            int user = i % 2;
            RerankCandidates candidates = randomCandidates(random);
            int chosen = drawChoice(candidates, truth[user], random);
            Reranker.learn(
                    candidates,
                    chosen,
                    1,
                    globalWeights,
                    userWeights[user],
                    new RerankerSettings(CANDIDATES, 10, 10, 1));
        }
        assertThat(weight(globalWeights, userWeights[0], 0)).isCloseTo(2, within(0.15));
        assertThat(weight(globalWeights, userWeights[1], 0)).isCloseTo(-2, within(0.15));
        assertThat(weight(globalWeights, userWeights[0], 1)).isCloseTo(-1, within(0.15));
        assertThat(weight(globalWeights, userWeights[1], 2)).isCloseTo(0, within(0.15));
    }

    private static double weight(LogitWeights globalWeights, LogitWeights userWeights, int k) {
        double[] unitVector = new double[RerankCandidates.FEATURE_COUNT];
        unitVector[k] = 1;
        return globalWeights.dot(unitVector, 0) + userWeights.dot(unitVector, 0);
    }

    private static RerankCandidates randomCandidates(Random random) {
        int[] items = IntStream.range(0, CANDIDATES).toArray();
        double[] probabilities = random.doubles(CANDIDATES, 0.01, 0.1).toArray();
        return new RerankCandidates(
                items,
                probabilities,
                random.doubles((long) CANDIDATES * RerankCandidates.FEATURE_COUNT)
                        .toArray());
    }

    private static int drawChoice(RerankCandidates candidates, double[] truth, Random random) {
        double[] weights = IntStream.range(0, CANDIDATES)
                .mapToDouble(i -> candidates.mixtureProbability(i)
                        * Math.exp(truth[0] * candidates.feature(i, 0) + truth[1] * candidates.feature(i, 1)))
                .toArray();
        double at = random.nextDouble() * Arrays.stream(weights).sum();
        int chosen = 0;
        while (chosen < CANDIDATES - 1 && at >= weights[chosen]) {
            at -= weights[chosen++];
        }
        return chosen;
    }

    /** All users walk around a ring in steps of one to three; the path of each user is the same in every lap. */
    @Test
    void rerankingRaisesTheProbabilityOfTheNextItem() {
        double mixture = meanLogProbability(new RerankerSettings(1, 2, 20, 1));
        assertThat(meanLogProbability(new RerankerSettings(ITEMS, 2, 20, 1))).isGreaterThan(mixture + 0.05);
    }

    private static double meanLogProbability(RerankerSettings settings) {
        NextItemModel model = new NextItemModel(
                new NextItemConfig(CONFIG.capacity(), CONFIG.halfLives(), CONFIG.window(), CONFIG.mixture(), settings));
        double sum = 0;
        int evaluated = 0;
        for (int step = 0; step < 60; step++) {
            for (int user = 0; user < 40; user++) {
                UserId id = new UserId("user " + user);
                ItemId item = new ItemId("item " + itemOnPath(user, step));
                if (step >= 20) {
                    sum += Math.log(model.probability(id, item).orElseThrow());
                    evaluated++;
                }
                model.learn(new Interaction(id, item, List.of()), true);
            }
        }
        return sum / evaluated;
    }

    private static int itemOnPath(int user, int step) {
        int at = user % ITEMS;
        for (int i = 0; i < step; i++) {
            at += 1 + new Random(31L * user + at % ITEMS).nextInt(3);
        }
        return at % ITEMS;
    }
}
