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

    /** Expected values computed independently in Python; existing journals depend on them. */
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

    /** The share of each shard differs by less than 10 %, for sequential and for random ids. */
    @ParameterizedTest
    @MethodSource("namings")
    void spreadsUsersEvenly(IntFunction<String> naming) {
        for (int users : counts(naming)) {
            assertThat(users).isBetween((int) (0.9 * USERS / Shard.COUNT), (int) (1.1 * USERS / Shard.COUNT));
        }
    }

    /** χ² with 7 degrees of freedom exceeds 29.9 with probability 10⁻⁴; the seed is fixed. */
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
