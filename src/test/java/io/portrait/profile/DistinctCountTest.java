package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {

    @Test
    void isExactUpToSixtyFour() {
        DistinctCount count = DistinctCount.empty();
        assertThat(count.estimate()).isZero();
        for (int i = 1; i <= 64; i++) {
            count = count.plus("session-" + i);
            assertThat(count.estimate()).isEqualTo(i);
            assertThat(count.isSparse()).isTrue();
        }
        assertThat(count.plus("one more").isSparse()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 1_000})
    void isUnchangedByARepeatedValue(int values) {
        DistinctCount once = countOf(names("s", values));
        DistinctCount again = once;
        for (String name : names("s", values)) {
            again = again.plus(name);
        }
        assertThat(again).isEqualTo(once).hasSameHashCodeAs(once);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 65, 66, 500})
    void isTheSameInEveryOrder(int values) {
        List<String> names = new ArrayList<>(names("s", values));
        DistinctCount expected = countOf(names);
        Random random = new Random(20261123);
        for (int shuffle = 0; shuffle < 200; shuffle++) {
            Collections.shuffle(names, random);
            assertThat(countOf(names)).isEqualTo(expected);
        }
    }

    /**
     * The standard error of 256 registers is 1.04/√256 = 6.5 %. Twelve sets of each size must be within four standard
     * errors. A correct estimator fails with a probability below 12 · 6·10⁻⁵ per size, once and for all, because the
     * names are fixed.
     */
    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 10_000, 100_000})
    void isWithinFourStandardErrors(int values) {
        for (int set = 0; set < 12; set++) {
            assertThat((double) countOf(names("set-" + set + "-", values)).estimate())
                    .isCloseTo(values, within(4 * 0.065 * values));
        }
    }

    /**
     * The mean of twelve independent errors of 6.5 % has a standard error of 1.9 %; the limit is four of those. A bias
     * would not average out.
     */
    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 100_000})
    void isRightOnAverage(int values) {
        double mean = IntStream.range(0, 12)
                .mapToLong(set -> countOf(names("set-" + set + "-", values)).estimate())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(values, within(4 * 0.019 * values));
    }

    @Test
    void staysAtMost256BytesBig() {
        DistinctCount count = DistinctCount.empty();
        for (int i = 0; i < 20_000; i++) {
            count = count.plus("s" + i);
            assertThat(4 * count.hashes().length + count.registers().length).isLessThanOrEqualTo(256);
        }
    }

    @Test
    void isRestoredFromItsHashesAndRegisters() {
        DistinctCount sparse = countOf(names("s", 64));
        DistinctCount dense = countOf(names("s", 65));
        assertThat(DistinctCount.ofHashes(sparse.hashes())).isEqualTo(sparse);
        assertThat(DistinctCount.ofRegisters(dense.registers())).isEqualTo(dense);
        assertThat(dense).isNotEqualTo(sparse);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static DistinctCount countOf(List<String> values) {
        DistinctCount count = DistinctCount.empty();
        for (String value : values) {
            count = count.plus(value);
        }
        return count;
    }
}
