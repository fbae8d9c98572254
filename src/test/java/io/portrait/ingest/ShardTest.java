package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.UserId;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShardTest {

    private static final int USERS = 80_000;

    /** Computed apart, in Python; a journal that is written already depends on them. */
    @ParameterizedTest
    @CsvSource({"ann, 3", "bob, 1", "user-1, 7", "user-2, 7", "用户, 1", "😀, 5"})
    void neverChanges(String user, int shard) {
        assertThat(Shard.of(new UserId(user))).isEqualTo(shard);
        assertThat(Shard.COUNT).isEqualTo(8);
    }

    static Stream<IntFunction<String>> namings() {
        SplittableRandom random = new SplittableRandom(20261123);
        return Stream.of(
                i -> "user-" + i,
                Integer::toString,
                i -> "%08d".formatted(i),
                i -> new UUID(random.nextLong(), random.nextLong()).toString());
    }

    /** No worker has a tenth more to do than its share, whether ids count up or are random. */
    @ParameterizedTest
    @MethodSource("namings")
    void spreadsUsersEvenly(IntFunction<String> naming) {
        for (int users : counts(naming)) {
            assertThat(users).isBetween((int) (0.9 * USERS / Shard.COUNT), (int) (1.1 * USERS / Shard.COUNT));
        }
    }

    /** χ² with 7 degrees of freedom exceeds 29.9 with a chance of 10⁻⁴; the ids are fixed. */
    @Test
    void isUniformForRandomIds() {
        double chiSquare = 0;
        double expected = (double) USERS / Shard.COUNT;
        SplittableRandom random = new SplittableRandom(20261123);
        for (int users : counts(i -> new UUID(random.nextLong(), random.nextLong()).toString())) {
            chiSquare += (users - expected) * (users - expected) / expected;
        }
        assertThat(chiSquare).isLessThan(29.9);
    }

    private static int[] counts(IntFunction<String> naming) {
        int[] counts = new int[Shard.COUNT];
        for (int i = 0; i < USERS; i++) {
            counts[Shard.of(new UserId(naming.apply(i)))]++;
        }
        return counts;
    }
}
