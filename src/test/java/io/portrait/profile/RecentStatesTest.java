package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentStatesTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");
    private static final long NEVER = 0;

    private final RecentStates recent = new RecentStates(2);

    private static UserState state(UserId user) {
        return new UserState(user, List.of());
    }

    private Set<UserId> taken(long stamp, UserId... users) {
        return recent.take(stamp, Set.of(users)).keySet();
    }

    @Test
    void givesWhatWasPutUnderTheStampOfToday() {
        recent.take(NEVER, Set.of(ANN));
        recent.put(NEVER, 1, List.of(state(ANN), state(BOB)));
        assertThat(taken(1, ANN, CAT)).containsExactly(ANN);
    }

    @Test
    void givesNothingOnceSomebodyElseHasWritten() {
        recent.put(NEVER, 1, List.of(state(ANN)));
        assertThat(taken(99, ANN)).isEmpty();
        assertThat(taken(1, ANN)).isEmpty();
    }

    /** A crash of the database takes the last steps back, and their stamps with them. */
    @Test
    void givesNothingWhenTheStampHasGoneBack() {
        recent.put(NEVER, 1, List.of(state(ANN)));
        recent.put(1, 2, List.of(state(BOB)));
        assertThat(taken(1, ANN, BOB)).isEmpty();
    }

    @Test
    void givesAStateOnceSoThatTwoDoNotChangeIt() {
        recent.put(NEVER, 1, List.of(state(ANN)));
        assertThat(taken(1, ANN)).containsExactly(ANN);
        assertThat(taken(1, ANN)).isEmpty();
    }

    @Test
    void refusesWhatALateComerBringsBack() {
        recent.take(1, Set.of(ANN));
        recent.take(2, Set.of(ANN));
        recent.put(1, 3, List.of(state(ANN)));
        assertThat(taken(2, ANN)).isEmpty();
        assertThat(taken(3, ANN)).isEmpty();
    }

    @Test
    void forgetsWhoWasNotSeenForLongest() {
        recent.put(NEVER, 1, List.of(state(ANN), state(BOB), state(CAT)));
        assertThat(taken(1, ANN, BOB, CAT)).containsExactlyInAnyOrder(BOB, CAT);
    }
}
