package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.model.nextitem.ReleasedItemModel;
import io.portrait.model.nextitem.ReleasedItemModel.ItemCounts;
import io.portrait.model.nextitem.ReleasedItemModel.OwnHistory;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.release.mechanism.ItemNoise.NoisyItem;
import io.portrait.release.mechanism.ItemNoise.NoisyPair;
import io.portrait.support.ConcurrentTest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The black-box audit of the guarantee of item statistics, "(3, 1e-6) per person and 30 days". The attacker sees the
 * releases of a window, with or without one person, or the list that a spy's token gets from them. A correct mechanism
 * fails with probability below 1e-9; each mutant violates the guarantee and must be detected, by the bound on ε or by the
 * bound on μ = √(2ρ). Prints its part of {@code src/docs/privacy.md}.
 */
@Tag("slow")
@ConcurrentTest
class ItemPrivacyAuditTest {

    private static final int TRIALS = 10_000;
    private static final int OTHERS = 1_000;
    private static final ItemPrivacyParameters PARAMETERS = new ItemPrivacyParameters(3, 1e-6, 8, 4, 2, 20);
    private static final ItemNoise NOISE = PARAMETERS.noise();
    private static final double MU = Math.sqrt(2 * PARAMETERS.rhoBudget());
    private static final NoiseKey SELECTION = NoiseKey.of(TestRandomness.COUNTING_KEY);
    private static final PrivacyAuditTable TABLE = new PrivacyAuditTable();

    /** The items that the person chose. */
    private static final List<String> CHOSEN =
            IntStream.range(0, 80).mapToObj(i -> "item-" + (10 + i)).toList();

    /** The released items and pairs of a period. */
    record Release(List<NoisyItem> items, List<NoisyPair> pairs) {}

    /** The score that the attacker gives to the releases of a window: large if the person seems to be there. */
    interface Attack {

        double score(List<Release> releases, ItemNoise noise);
    }

    /** An item that the person did not choose. */
    private static final String OTHER_ITEM = "other";

    /** The likelihood ratio of Gaussian noise, up to constants. */
    private static final Attack ALL_COUNTS = (releases, noise) -> releases.stream()
            .mapToDouble(release -> release.items().stream()
                                    .filter(item -> !item.item().equals(OTHER_ITEM))
                                    .mapToDouble(NoisyItem::persons)
                                    .sum()
                            / square(noise.itemNoiseStd())
                    + release.pairs().stream().mapToDouble(NoisyPair::persons).sum() / square(noise.pairNoiseStd()))
            .sum();

    /** The probability of the other item in the list of a spy: the lower, the more the items of the person were chosen. */
    private static final Attack LIST_OF_A_SPY = (releases, noise) -> releases.stream()
            .mapToDouble(release -> -probabilityOfTheOtherItem(release))
            .sum();

    /** The number of released names that only the person can have contributed. */
    private static final Attack RARE_NAME = (releases, noise) -> releases.stream()
            .mapToLong(release -> release.items().stream()
                    .filter(item -> item.item().startsWith("rare"))
                    .count())
            .sum();

    /** Lower bounds on ε and μ. */
    record AuditResult(double epsilon, double mu) {}

    /**
     * An audit.
     *
     * @param items the person's items that are counted
     * @param paired the person's items whose pairs are counted
     */
    record ItemAudit(String name, List<String> items, List<String> paired, ItemNoise noise, Attack attack) {

        double[] scores(boolean present) {
            Map<String, Integer> counts = counts(present);
            PairCounts pairs = pairs(present);
            NoiseKey key = TestRandomness.noiseKey(77, present ? 1 : 0);
            return IntStream.range(0, TRIALS)
                    .mapToDouble(trial -> attack.score(
                            IntStream.range(0, PARAMETERS.releasesPerWindow())
                                    .mapToObj(release -> "trial %d at %d".formatted(trial, release))
                                    .map(id -> new Release(noise.items(id, counts, key), noise.pairs(id, pairs, key)))
                                    .toList(),
                            noise))
                    .toArray();
        }

        private Map<String, Integer> counts(boolean present) {
            Map<String, Integer> counts = new HashMap<>();
            items.forEach(item -> {
                int persons = (item.startsWith("rare") ? 0 : OTHERS) + (present ? 1 : 0);
                if (persons > 0) {
                    counts.put(item, persons);
                }
            });
            if (!items.getFirst().startsWith("rare")) {
                counts.put(OTHER_ITEM, OTHERS);
            }
            return counts;
        }

        private PairCounts pairs(boolean present) {
            PairCounts pairs = new PairCounts(paired);
            for (int i = 0; i < OTHERS + (present ? 1 : 0); i++) {
                pairs.add(paired);
            }
            return pairs;
        }

        AuditResult run() {
            double[] with = scores(true);
            double[] without = scores(false);
            double epsilon = EpsilonAudit.epsilonAtLeast(with, without, PARAMETERS.delta());
            double mu = GaussianAudit.muAtLeast(with, without);
            TABLE.add(name, TRIALS, PARAMETERS.epsilon(), epsilon);
            TABLE.add(name + ", μ", TRIALS, Math.round(MU * 1_000) / 1e3, mu);
            return new AuditResult(epsilon, mu);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static double square(double value) {
        return value * value;
    }

    private static double probabilityOfTheOtherItem(Release release) {
        Map<ItemId, Double> persons = new HashMap<>();
        release.items().forEach(item -> persons.put(new ItemId(item.item()), item.persons()));
        Map<ItemId, Map<ItemId, Double>> together = new HashMap<>();
        release.pairs().forEach(pair -> {
            ItemId item = new ItemId(pair.item());
            ItemId other = new ItemId(pair.other());
            together.computeIfAbsent(item, i -> new HashMap<>()).put(other, pair.persons());
            together.computeIfAbsent(other, i -> new HashMap<>()).put(item, pair.persons());
        });
        ReleasedItemModel model = new ReleasedItemModel(new ItemCounts(persons, together));
        ItemId first = new ItemId(CHOSEN_PAIRED.get(0));
        Set<ItemId> candidates = new LinkedHashSet<>(persons.keySet());
        candidates.add(new ItemId("unpopular"));
        Map<ItemId, List<Topic>> withoutTopics = new HashMap<>();
        candidates.forEach(item -> withoutTopics.put(item, List.of()));
        return model.score(new OwnHistory(List.of(first), Map.of()), withoutTopics).stream()
                .filter(item -> item.item().equals(new ItemId(OTHER_ITEM)))
                .mapToDouble(ScoredItem::probability)
                .sum();
    }

    private static List<String> sample(int size) {
        BottomKSample sample = new BottomKSample(size, "ada", SELECTION);
        CHOSEN.forEach(sample::add);
        return sample.names();
    }

    private static final List<String> CHOSEN_ITEMS = sample(PARAMETERS.maxItemsPerPerson());
    private static final List<String> CHOSEN_PAIRED = sample(PARAMETERS.maxPairedItemsPerPerson());

    private static ItemNoise scaled(double factor) {
        return new ItemNoise(gaussian(NOISE.itemNoiseStd() * factor), 0, gaussian(NOISE.pairNoiseStd() * factor), 0);
    }

    private static DiscreteGaussian gaussian(double persons) {
        return new DiscreteGaussian(Math.max(1, (long) (persons * EventContribution.UNIT)));
    }

    static Stream<ItemAudit> attacksOnTheMechanism() {
        return Stream.of(
                new ItemAudit("items: all counts of a window", CHOSEN_ITEMS, CHOSEN_PAIRED, NOISE, ALL_COUNTS),
                new ItemAudit("items: the list of a spy", CHOSEN_ITEMS, CHOSEN_PAIRED, NOISE, LIST_OF_A_SPY),
                new ItemAudit("items: a name of one person", List.of("rare-1"), List.of(), NOISE, RARE_NAME));
    }

    static Stream<ItemAudit> mutants() {
        return Stream.of(
                new ItemAudit("items, mutant: noise halved", CHOSEN_ITEMS, CHOSEN_PAIRED, scaled(0.5), ALL_COUNTS),
                new ItemAudit("items, mutant: a person counts in 80 items", CHOSEN, CHOSEN_PAIRED, NOISE, ALL_COUNTS),
                new ItemAudit(
                        "items, mutant: pairs of 16 items of a person",
                        CHOSEN_ITEMS,
                        CHOSEN.subList(0, 16),
                        NOISE,
                        ALL_COUNTS),
                new ItemAudit(
                        "items, mutant: exact probabilities in the list of a spy",
                        CHOSEN_ITEMS,
                        CHOSEN_PAIRED,
                        scaled(0),
                        LIST_OF_A_SPY));
    }

    @ParameterizedTest
    @MethodSource("attacksOnTheMechanism")
    void theMechanismKeepsItsPromiseAgainst(ItemAudit audit) {
        AuditResult result = audit.run();
        assertThat(result.epsilon()).isLessThan(PARAMETERS.epsilon());
        assertThat(result.mu()).isLessThan(MU);
        if (audit.attack().equals(ALL_COUNTS)) {
            assertThat(result.mu()).as("the attack has power").isGreaterThan(0.4 * MU);
        }
    }

    @ParameterizedTest
    @MethodSource
    void mutants(ItemAudit audit) {
        assertThat(audit.run().mu()).isGreaterThan(MU);
    }

    @Test
    void aMissingThresholdIsDetected() {
        ItemAudit mutant = new ItemAudit(
                "items, mutant: no threshold for names",
                List.of("rare-1"),
                List.of(),
                new ItemNoise(gaussian(NOISE.itemNoiseStd()), Long.MIN_VALUE, gaussian(1), 0),
                RARE_NAME);
        assertThat(mutant.run().epsilon()).isGreaterThan(PARAMETERS.epsilon());
    }

    @AfterAll
    static void printTheTable() {
        System.out.println(TABLE);
    }
}
