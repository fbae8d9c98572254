package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.release.mechanism.ItemNoise.NoisyItem;
import io.portrait.release.mechanism.ItemNoise.NoisyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the sample of a person, the counts of pairs, and their noise. */
class ItemNoiseTest {

    private static final ItemNoise NOISE = new ItemPrivacyParameters(3, 1e-6, 2, 2, 1, 20).noise();
    private static final NoiseKey KEY = TestRandomness.noiseKey(1, 1);

    private static List<String> sample(int k, String person, List<String> names) {
        BottomKSample sample = new BottomKSample(k, person, KEY);
        names.forEach(sample::add);
        return sample.names();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "name-" + i).toList();
    }

    @Test
    void aSampleHasAtMostKDistinctNamesInAnyOrderOfArrival() {
        List<String> names = names(100);
        assertThat(sample(7, "ada", names)).hasSize(7).doesNotHaveDuplicates();
        assertThat(sample(7, "ada", names.reversed())).isEqualTo(sample(7, "ada", names));
        assertThat(sample(7, "ada", List.of("a", "a", "b"))).containsExactlyInAnyOrder("a", "b");
        assertThat(sample(7, "bob", names)).isNotEqualTo(sample(7, "ada", names));
    }

    /** 2,000 persons sample 10 of 100 names: 200 ± 5·13.4 each. */
    @Test
    void eachNameIsSampledEquallyOften() {
        Map<String, Integer> counts = new HashMap<>();
        for (int person = 0; person < 2_000; person++) {
            sample(10, "person-" + person, names(100)).forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        assertThat(counts).hasSize(100);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(133, 267));
    }

    @Test
    void countsEachUnorderedPairOfASampleOnce() {
        PairCounts counts = new PairCounts(List.of("a", "b", "c", "d"));
        counts.add(List.of("c", "a"));
        counts.add(List.of("a", "c", "d"));
        // (a, b), (a, c), (a, d), (b, c), (b, d), (c, d)
        assertThat(counts.persons()).containsExactly(0, 2, 1, 0, 0, 1);
        assertThat(counts.contains("d")).isTrue();
        assertThat(counts.contains("e")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new PairCounts(names(PairCounts.MAX_ITEMS + 1)));
    }

    @Test
    void releasesNoisyCountsAboveTheThresholdOnly() {
        List<NoisyItem> items = NOISE.items("r", Map.of("many", 1_000, "some", 500, "one", 1), KEY);
        assertThat(items).extracting(NoisyItem::item).containsExactly("many", "some");
        assertThat(items.getFirst().persons())
                .isCloseTo(1_000, within(7 * NOISE.itemNoiseStd()))
                .isNotEqualTo(1_000);
    }

    @Test
    void releasesPairsOfManyPersonsOnly() {
        PairCounts counts = new PairCounts(List.of("a", "b", "c"));
        IntStream.range(0, 400).forEach(i -> counts.add(List.of("a", "c")));
        counts.add(List.of("a", "b"));
        List<NoisyPair> pairs = NOISE.pairs("r", counts, KEY);
        assertThat(pairs).hasSize(1);
        assertThat(pairs.getFirst().item()).isEqualTo("a");
        assertThat(pairs.getFirst().other()).isEqualTo("c");
        assertThat(pairs.getFirst().persons()).isCloseTo(400, within(7 * NOISE.pairNoiseStd()));
    }

    @Test
    void aRepeatedReleaseIsIdenticalAndAnotherOneIsIndependent() {
        Map<String, Integer> counts = Map.of("many", 1_000);
        assertThat(NOISE.items("r", counts, KEY)).isEqualTo(NOISE.items("r", counts, KEY));
        assertThat(NOISE.items("s", counts, KEY)).isNotEqualTo(NOISE.items("r", counts, KEY));
        double noise = NOISE.items("r", counts, KEY).getFirst().persons() - 1_000;
        double changed = NOISE.items("r", Map.of("many", 1_001), KEY).getFirst().persons() - 1_001;
        assertThat(changed).as("other counts have other noise").isNotEqualTo(noise);
    }

    /** A count does not overflow in units of 2⁻¹⁶ persons. */
    @Test
    void countsTwoMillionPersons() {
        assertThat(NOISE.items("r", Map.of("all", 2_000_000), KEY).getFirst().persons())
                .isCloseTo(2_000_000, within(100.0));
    }
}
