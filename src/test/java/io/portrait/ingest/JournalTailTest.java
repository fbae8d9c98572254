package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JournalTailTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-24T08:00:00Z");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final int ANNS = Shard.of(ANN);

    private final JournalTail tail = new JournalTail(10);

    private static JournalEntry entry(UserId user, long position) {
        Event event = new Event(
                user, new MessageId("m-" + position), ARRIVAL, new Behaviour.Click(), null, Event.Origin.UNKNOWN, null);
        return new JournalEntry(position, 0, ARRIVAL.plusMillis(position), 0, event);
    }

    /** Ann's events at the positions after {@code before} through {@code last}. */
    private void appendAnns(long before, long last) {
        appendAnns(0, before, last);
    }

    private void appendAnns(long erasuresBefore, long before, long last) {
        tail.append(
                erasuresBefore,
                before,
                last,
                LongStream.rangeClosed(before + 1, last)
                        .mapToObj(position -> entry(ANN, position))
                        .toList());
    }

    private List<Long> read(long after, int limit) {
        return read(0, after, limit);
    }

    private List<Long> read(long lastErasure, long after, int limit) {
        return tail.read(lastErasure, ANNS, after, limit, ARRIVAL).stream()
                .map(JournalEntry::position)
                .toList();
    }

    @Test
    void givesAShardsEntriesInTheirOrder() {
        assertThat(Shard.of(BOB)).isNotEqualTo(ANNS);
        tail.append(0, 0, 3, List.of(entry(ANN, 1), entry(BOB, 2), entry(ANN, 3)));
        appendAnns(3, 5);
        assertThat(read(0, 2)).containsExactly(1L, 3L);
        assertThat(read(3, 100)).containsExactly(4L, 5L);
    }

    @Test
    void givesTheSameAgainToWhomTheStepFailed() {
        appendAnns(0, 3);
        assertThat(read(0, 2)).containsExactly(1L, 2L);
        assertThat(read(0, 2)).containsExactly(1L, 2L);
    }

    @Test
    void leavesToTheTableWhatWasBeforeIt() {
        appendAnns(7, 9);
        assertThat(read(5, 100)).isEmpty();
        assertThat(read(7, 100)).containsExactly(8L, 9L);
    }

    /** The database may take a mark back when it crashes, for the drain's commits do not wait for the disk. */
    @Test
    void leavesToTheTableWhatItHasDroppedBeforeAMarkWasTakenBack() {
        appendAnns(0, 4);
        assertThat(read(2, 100)).containsExactly(3L, 4L);
        assertThat(read(1, 100)).isEmpty();
    }

    @Test
    void beginsAnewAfterAGapThatAnotherInstanceHasFilled() {
        appendAnns(0, 2);
        appendAnns(5, 6);
        assertThat(read(0, 100)).isEmpty();
        assertThat(read(2, 100)).isEmpty();
        assertThat(read(5, 100)).containsExactly(6L);
    }

    @Test
    void beginsAnewWhereTheDatabaseHasGoneBack() {
        appendAnns(0, 6);
        appendAnns(3, 4);
        assertThat(read(3, 100)).containsExactly(4L);
        assertThat(read(4, 100)).isEmpty();
    }

    @Test
    void dropsAllWhenItHoldsTooMuchAndGoesOnFromThere() {
        appendAnns(0, 11);
        assertThat(read(0, 100)).isEmpty();
        appendAnns(11, 12);
        assertThat(read(11, 100)).containsExactly(12L);
    }

    @Test
    void givesNothingOfBeforeAnErasure() {
        appendAnns(0, 0, 2);
        assertThat(read(1, 0, 100)).isEmpty();
        assertThat(tail.lag(ARRIVAL.plusMillis(100)))
                .as("nobody waits for it either")
                .isZero();
    }

    /** The thread that committed a group before the erasure may bring it here after. */
    @Test
    void givesNothingOfBeforeAnErasureThatCameHereLate() {
        appendAnns(0, 0, 2);
        assertThat(read(1, 0, 100)).isEmpty();
        appendAnns(0, 2, 4);
        assertThat(read(1, 2, 100)).isEmpty();
    }

    @Test
    void goesOnAfterAnErasure() {
        appendAnns(0, 0, 2);
        appendAnns(1, 2, 4);
        assertThat(read(1, 0, 100)).isEmpty();
        assertThat(read(1, 2, 100)).containsExactly(3L, 4L);
    }

    @Test
    void lagsBehindByItsOldestUnreadEntry() {
        assertThat(tail.lag(ARRIVAL)).isZero();
        appendAnns(0, 4);
        assertThat(tail.lag(ARRIVAL.plusMillis(100))).isEqualTo(Duration.ofMillis(99));
        assertThat(read(0, 3)).containsExactly(1L, 2L, 3L);
        assertThat(tail.lag(ARRIVAL.plusMillis(100))).isEqualTo(Duration.ofMillis(96));
    }

    /** Else senders would be held back by a drain that rests between two looks. */
    @Test
    void doesNotLagBehindByWhatIsBeingApplied() {
        appendAnns(0, 4);
        assertThat(read(0, 100)).hasSize(4);
        assertThat(tail.lag(ARRIVAL.plusMillis(100))).isZero();
        appendAnns(4, 5);
        assertThat(tail.lag(ARRIVAL.plusMillis(100))).isEqualTo(Duration.ofMillis(95));
    }
}
