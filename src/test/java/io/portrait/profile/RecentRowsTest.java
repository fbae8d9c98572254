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

class RecentRowsTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");
    private static final long NEVER = 0;
    private static final int ROW = 100;

    /** Room for two rows that grow a little, and not for three. */
    private final RecentRows recent = new RecentRows(2 * ROW + ROW / 2);

    private static byte[] row(int content, int length) {
        byte[] row = new byte[length];
        Arrays.fill(row, (byte) content);
        return row;
    }

    private static Map<UserId, byte[]> rows(UserId... users) {
        Map<UserId, byte[]> rows = new LinkedHashMap<>();
        List.of(users).forEach(user -> rows.put(user, row(1, ROW)));
        return rows;
    }

    private Set<UserId> kept(long stamp, UserId... users) {
        return recent.current(stamp, Set.of(users)).keySet();
    }

    @Test
    void givesWhatWasPutUnderTheStampOfToday() {
        recent.current(NEVER, Set.of(ANN));
        recent.put(NEVER, 1, rows(ANN, BOB));
        assertThat(kept(1, ANN, CAT)).containsExactly(ANN);
    }

    @Test
    void givesNothingOnceSomebodyElseHasWritten() {
        recent.put(NEVER, 1, rows(ANN));
        assertThat(kept(99, ANN)).isEmpty();
        assertThat(kept(1, ANN)).isEmpty();
    }

    /** A crash of the database takes the last steps back, and their stamps with them. */
    @Test
    void givesNothingWhenTheStampHasGoneBack() {
        recent.put(NEVER, 1, rows(ANN));
        recent.put(1, 2, rows(BOB));
        assertThat(kept(1, ANN, BOB)).isEmpty();
    }

    @Test
    void givesTheLaterOfTwoRows() {
        recent.put(NEVER, 1, Map.of(ANN, row(7, ROW)));
        recent.put(1, 2, Map.of(ANN, row(8, ROW - 1)));
        assertThat(recent.current(2, Set.of(ANN)).get(ANN)).isEqualTo(row(8, ROW - 1));
    }

    @Test
    void refusesWhatALateComerBringsBack() {
        recent.current(1, Set.of(ANN));
        recent.current(2, Set.of(ANN));
        recent.put(1, 3, rows(ANN));
        assertThat(kept(2, ANN)).isEmpty();
        assertThat(kept(3, ANN)).isEmpty();
    }

    @Test
    void forgetsWhatWasChangedElsewhereAndKeepsTheOthers() {
        recent.put(NEVER, 1, rows(ANN, BOB));
        recent.forget(1, 2, Set.of(ANN));
        assertThat(kept(2, ANN, BOB)).containsExactly(BOB);
    }

    @Test
    void forgetsWhatWasWrittenFirst() {
        recent.put(NEVER, 1, rows(ANN, BOB, CAT));
        assertThat(kept(1, ANN, BOB, CAT)).containsExactlyInAnyOrder(BOB, CAT);
    }

    @Test
    void forgetsTheOldRowOfWhomTheNewOneDoesNotFit() {
        recent.put(NEVER, 1, rows(ANN));
        recent.put(1, 2, Map.of(ANN, row(2, 3 * ROW)));
        assertThat(kept(2, ANN)).isEmpty();
    }

    @Test
    void aRowThatGrowsALittleStaysInItsPlace() {
        recent.put(NEVER, 1, rows(ANN, BOB));
        for (int stamp = 1; stamp < 50; stamp++) {
            recent.put(stamp, stamp + 1, Map.of(ANN, row(stamp, ROW + stamp % 10)));
        }
        assertThat(kept(50, ANN, BOB)).containsExactlyInAnyOrder(ANN, BOB);
    }

    @Test
    void aRowThatOutgrowsItsPlaceGetsAnother() {
        recent.put(NEVER, 1, rows(ANN));
        recent.put(1, 2, Map.of(ANN, row(2, ROW + ROW / 2 - 10)));
        assertThat(recent.current(2, Set.of(ANN)).get(ANN)).isEqualTo(row(2, ROW + ROW / 2 - 10));
    }

    /** Rows of many lengths over many rounds, through growth and over the end of the memory. */
    @Test
    void givesBackWhatWasPutOrNothing() {
        RecentRows rows = new RecentRows(300_000);
        SplittableRandom random = new SplittableRandom(1);
        Map<UserId, byte[]> last = new HashMap<>();
        int found = 0;
        for (int stamp = 0; stamp < 3_000; stamp++) {
            Map<UserId, byte[]> written = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                byte[] row = new byte[random.nextInt(1, 500)];
                random.nextBytes(row);
                written.put(new UserId("u" + random.nextInt(2_000)), row);
            }
            rows.put(stamp, stamp + 1, written);
            last.putAll(written);
            Map<UserId, byte[]> current = rows.current(stamp + 1, last.keySet());
            current.forEach((user, row) -> assertThat(row).isEqualTo(last.get(user)));
            found += current.size();
        }
        // 300,000 bytes of rows of 250 on average are 1,200; not all are of different users
        assertThat(found / 3_000).isBetween(700, 1_200);
    }
}
