package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.UserId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowCacheTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");
    private static final long NO_VERSION = 0;
    private static final int ROW_LENGTH = 100;

    /** A capacity for two rows with slack, but not for three. */
    private final RowCache cache = new RowCache(2 * ROW_LENGTH + ROW_LENGTH / 2);

    private static byte[] row(int content, int length) {
        byte[] row = new byte[length];
        Arrays.fill(row, (byte) content);
        return row;
    }

    private static Map<UserId, byte[]> rows(UserId... users) {
        Map<UserId, byte[]> rows = new LinkedHashMap<>();
        List.of(users).forEach(user -> rows.put(user, row(1, ROW_LENGTH)));
        return rows;
    }

    private Set<UserId> cachedUsers(long version, UserId... users) {
        return cache.get(version, Set.of(users)).keySet();
    }

    @Test
    void returnsRowsStoredUnderTheCurrentVersion() {
        cache.get(NO_VERSION, Set.of(ANN));
        cache.put(NO_VERSION, 1, rows(ANN, BOB));
        assertThat(cachedUsers(1, ANN, CAT)).containsExactly(ANN);
    }

    @Test
    void returnsNothingAfterAnotherWriterChangedTheVersion() {
        cache.put(NO_VERSION, 1, rows(ANN));
        assertThat(cachedUsers(99, ANN)).isEmpty();
        assertThat(cachedUsers(1, ANN)).isEmpty();
    }

    /** A crash of the database undoes the last batches together with their rows versions. */
    @Test
    void returnsNothingAfterTheVersionWasRolledBack() {
        cache.put(NO_VERSION, 1, rows(ANN));
        cache.put(1, 2, rows(BOB));
        assertThat(cachedUsers(1, ANN, BOB)).isEmpty();
    }

    @Test
    void returnsTheLatestVersionOfARow() {
        cache.put(NO_VERSION, 1, Map.of(ANN, row(7, ROW_LENGTH)));
        cache.put(1, 2, Map.of(ANN, row(8, ROW_LENGTH - 1)));
        assertThat(cache.get(2, Set.of(ANN)).get(ANN)).isEqualTo(row(8, ROW_LENGTH - 1));
    }

    @Test
    void ignoresRowsPutUnderAnOldVersion() {
        cache.get(1, Set.of(ANN));
        cache.get(2, Set.of(ANN));
        cache.put(1, 3, rows(ANN));
        assertThat(cachedUsers(2, ANN)).isEmpty();
        assertThat(cachedUsers(3, ANN)).isEmpty();
    }

    @Test
    void invalidatesOnlyTheGivenUsers() {
        cache.put(NO_VERSION, 1, rows(ANN, BOB));
        cache.invalidate(1, 2, Set.of(ANN));
        assertThat(cachedUsers(2, ANN, BOB)).containsExactly(BOB);
    }

    @Test
    void evictsTheOldestRows() {
        cache.put(NO_VERSION, 1, rows(ANN, BOB, CAT));
        assertThat(cachedUsers(1, ANN, BOB, CAT)).containsExactlyInAnyOrder(BOB, CAT);
    }

    @Test
    void dropsARowWhoseNewVersionExceedsTheCapacity() {
        cache.put(NO_VERSION, 1, rows(ANN));
        cache.put(1, 2, Map.of(ANN, row(2, 3 * ROW_LENGTH)));
        assertThat(cachedUsers(2, ANN)).isEmpty();
    }

    @Test
    void aRowThatGrowsWithinItsSlackKeepsItsSlot() {
        cache.put(NO_VERSION, 1, rows(ANN, BOB));
        for (int version = 1; version < 50; version++) {
            cache.put(version, version + 1, Map.of(ANN, row(version, ROW_LENGTH + version % 10)));
        }
        assertThat(cachedUsers(50, ANN, BOB)).containsExactlyInAnyOrder(ANN, BOB);
    }

    @Test
    void aRowThatOutgrowsItsSlotIsMoved() {
        cache.put(NO_VERSION, 1, rows(ANN));
        cache.put(1, 2, Map.of(ANN, row(2, ROW_LENGTH + ROW_LENGTH / 2 - 10)));
        assertThat(cache.get(2, Set.of(ANN)).get(ANN)).isEqualTo(row(2, ROW_LENGTH + ROW_LENGTH / 2 - 10));
    }

    /** Rows of many lengths in many rounds, while the array grows and after it wraps around. */
    @Test
    void returnsTheLastPutRowOrNothing() {
        RowCache rows = new RowCache(300_000);
        SplittableRandom random = new SplittableRandom(1);
        Map<UserId, byte[]> last = new HashMap<>();
        int found = 0;
        for (int version = 0; version < 3_000; version++) {
            Map<UserId, byte[]> written = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                byte[] row = new byte[random.nextInt(1, 500)];
                random.nextBytes(row);
                written.put(new UserId("u" + random.nextInt(2_000)), row);
            }
            rows.put(version, version + 1, written);
            last.putAll(written);
            Map<UserId, byte[]> current = rows.get(version + 1, last.keySet());
            current.forEach((user, row) -> assertThat(row).isEqualTo(last.get(user)));
            found += current.size();
        }
        // 300,000 bytes hold 1,200 rows of 250 bytes on average; some belong to the same user
        assertThat(found / 3_000).isBetween(700, 1_200);
    }
}
