package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentRowsTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");
    private static final long NEVER = 0;

    private final RecentRows recent = new RecentRows(2);

    private static Map<UserId, byte[]> rows(UserId... users) {
        Map<UserId, byte[]> rows = new LinkedHashMap<>();
        List.of(users).forEach(user -> rows.put(user, new byte[] {1}));
        return rows;
    }

    private Set<UserId> taken(long stamp, UserId... users) {
        return recent.take(stamp, Set.of(users)).keySet();
    }

    @Test
    void givesWhatWasPutUnderTheStampOfToday() {
        recent.take(NEVER, Set.of(ANN));
        recent.put(NEVER, 1, rows(ANN, BOB));
        assertThat(taken(1, ANN, CAT)).containsExactly(ANN);
    }

    @Test
    void givesNothingOnceSomebodyElseHasWritten() {
        recent.put(NEVER, 1, rows(ANN));
        assertThat(taken(99, ANN)).isEmpty();
        assertThat(taken(1, ANN)).isEmpty();
    }

    /** A crash of the database takes the last steps back, and their stamps with them. */
    @Test
    void givesNothingWhenTheStampHasGoneBack() {
        recent.put(NEVER, 1, rows(ANN));
        recent.put(1, 2, rows(BOB));
        assertThat(taken(1, ANN, BOB)).isEmpty();
    }

    @Test
    void givesARowOnceForItsTakerReplacesIt() {
        recent.put(NEVER, 1, rows(ANN));
        assertThat(taken(1, ANN)).containsExactly(ANN);
        assertThat(taken(1, ANN)).isEmpty();
    }

    @Test
    void refusesWhatALateComerBringsBack() {
        recent.take(1, Set.of(ANN));
        recent.take(2, Set.of(ANN));
        recent.put(1, 3, rows(ANN));
        assertThat(taken(2, ANN)).isEmpty();
        assertThat(taken(3, ANN)).isEmpty();
    }

    @Test
    void forgetsWhoWasNotSeenForLongest() {
        recent.put(NEVER, 1, rows(ANN, BOB, CAT));
        assertThat(taken(1, ANN, BOB, CAT)).containsExactlyInAnyOrder(BOB, CAT);
    }
}
