package io.portrait.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.NextItemConfig.Rescoring;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecondLookTest {

    private static final NextItemConfig CONFIG = NextItemConfig.defaults();
    private static final int PLACES = 8;
    private static final int ITEMS = 24;

    /** A step by hand: information 3 · 0.5, then 3 · 0.2 / (2 + 1.5); then half of it is left, and as much comes again. */
    @Test
    void aStepIsTheGradientByWhatIsKnown() {
        LogWeights weights = new LogWeights();
        weights.learn(new double[] {0.2}, new double[] {0.5}, 2, 1, 3);
        assertThat(weights.dot(new double[] {1}, 0)).isCloseTo(0.6 / 3.5, within(1e-12));
        weights.learn(new double[] {0.2}, new double[] {0.5}, 2, 0.5, 3);
        assertThat(weights.dot(new double[] {1}, 0)).isCloseTo(0.6 / 3.5 + 0.6 / 4.25, within(1e-12));
    }

    /** Choices are drawn by known weights, two users' differing from each other's in the first signal. */
    @Test
    void theWeightsThatMadeTheChoicesAreFound() {
        double[][] truth = {{2, -1}, {-2, -1}};
        LogWeights everybodys = new LogWeights();
        LogWeights[] own = {new LogWeights(), new LogWeights()};
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            int user = i % 2;
            Shortlist list = drawn(random);
            int chosen = choice(list, truth[user], random);
            SecondLook.learn(list, chosen, 1, everybodys, own[user], new Rescoring(PLACES, 10, 10, 1));
        }
        assertThat(weight(everybodys, own[0], 0)).isCloseTo(2, within(0.15));
        assertThat(weight(everybodys, own[1], 0)).isCloseTo(-2, within(0.15));
        assertThat(weight(everybodys, own[0], 1)).isCloseTo(-1, within(0.15));
        assertThat(weight(everybodys, own[1], 2)).isCloseTo(0, within(0.15));
    }

    private static double weight(LogWeights everybodys, LogWeights own, int k) {
        double[] one = new double[Shortlist.SIGNALS];
        one[k] = 1;
        return everybodys.dot(one, 0) + own.dot(one, 0);
    }

    private static Shortlist drawn(Random random) {
        int[] places = IntStream.range(0, PLACES).toArray();
        double[] chances = random.doubles(PLACES, 0.01, 0.1).toArray();
        return new Shortlist(
                places,
                chances,
                random.doubles((long) PLACES * Shortlist.SIGNALS).toArray());
    }

    private static int choice(Shortlist list, double[] truth, Random random) {
        double[] weights = IntStream.range(0, PLACES)
                .mapToDouble(
                        i -> list.chance(i) * Math.exp(truth[0] * list.signal(i, 0) + truth[1] * list.signal(i, 1)))
                .toArray();
        double at = random.nextDouble() * Arrays.stream(weights).sum();
        int chosen = 0;
        while (chosen < PLACES - 1 && at >= weights[chosen]) {
            at -= weights[chosen++];
        }
        return chosen;
    }

    /** Everybody walks a ring in steps of one to three, and each has a path of their own, lap after lap. */
    @Test
    void whatComesIsGivenAHigherProbability() {
        double mixture = meanLogProbability(new Rescoring(1, 2, 20, 1));
        assertThat(meanLogProbability(new Rescoring(ITEMS, 2, 20, 1))).isGreaterThan(mixture + 0.05);
    }

    private static double meanLogProbability(Rescoring rescoring) {
        NextItemModel model = new NextItemModel(
                new NextItemConfig(CONFIG.bounds(), CONFIG.rates(), CONFIG.window(), CONFIG.mixing(), rescoring));
        double sum = 0;
        int asked = 0;
        for (int step = 0; step < 60; step++) {
            for (int user = 0; user < 40; user++) {
                UserId id = new UserId("user " + user);
                ItemId item = new ItemId("item " + path(user, step));
                if (step >= 20) {
                    sum += Math.log(model.probability(id, item).orElseThrow());
                    asked++;
                }
                model.learn(new Choice(id, item, List.of()), true);
            }
        }
        return sum / asked;
    }

    private static int path(int user, int step) {
        int at = user % ITEMS;
        for (int i = 0; i < step; i++) {
            at += 1 + new Random(31L * user + at % ITEMS).nextInt(3);
        }
        return at % ITEMS;
    }
}
