package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentEntriesCacheTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-24T08:00:00Z");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final int SHARD_OF_ANN = Shard.of(ANN);

    private final RecentEntriesCache cache = new RecentEntriesCache(10);

    private static JournalEntry entry(UserId user, long position) {
        Event event = new Event(
                user,
                new MessageId("m-" + position),
                ARRIVAL,
                new EventPayload.Click(),
                null,
                Event.Origin.UNKNOWN,
                null);
        return new JournalEntry(position, 0, ARRIVAL.plusMillis(position), 0, event);
    }

    /** Appends events of Ann at the positions {@code (before, last]}. */
    private void appendEntriesOfAnn(long before, long last) {
        appendEntriesOfAnn(0, before, last);
    }

    private void appendEntriesOfAnn(long erasuresBefore, long before, long last) {
        cache.append(
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
        return cache.read(lastErasure, SHARD_OF_ANN, after, limit, ARRIVAL).stream()
                .map(JournalEntry::position)
                .toList();
    }

    @Test
    void returnsTheEntriesOfAShardInOrder() {
        assertThat(Shard.of(BOB)).isNotEqualTo(SHARD_OF_ANN);
        cache.append(0, 0, 3, List.of(entry(ANN, 1), entry(BOB, 2), entry(ANN, 3)));
        appendEntriesOfAnn(3, 5);
        assertThat(read(0, 2)).containsExactly(1L, 3L);
        assertThat(read(3, 100)).containsExactly(4L, 5L);
    }

    @Test
    void returnsTheSameEntriesAfterAFailedStep() {
        appendEntriesOfAnn(0, 3);
        assertThat(read(0, 2)).containsExactly(1L, 2L);
        assertThat(read(0, 2)).containsExactly(1L, 2L);
    }

    @Test
    void returnsNothingForPositionsBeforeItsRange() {
        appendEntriesOfAnn(7, 9);
        assertThat(read(5, 100)).isEmpty();
        assertThat(read(7, 100)).containsExactly(8L, 9L);
    }

    /** A crash of the database may reset a projection offset, because the projection's commits do not wait for the disk. */
    @Test
    void returnsNothingWhenAnOffsetMovedBack() {
        appendEntriesOfAnn(0, 4);
        assertThat(read(2, 100)).containsExactly(3L, 4L);
        assertThat(read(1, 100)).isEmpty();
    }

    @Test
    void restartsAfterAGap() {
        appendEntriesOfAnn(0, 2);
        appendEntriesOfAnn(5, 6);
        assertThat(read(0, 100)).isEmpty();
        assertThat(read(2, 100)).isEmpty();
        assertThat(read(5, 100)).containsExactly(6L);
    }

    @Test
    void restartsWhenPositionsGoBack() {
        appendEntriesOfAnn(0, 6);
        appendEntriesOfAnn(3, 4);
        assertThat(read(3, 100)).containsExactly(4L);
        assertThat(read(4, 100)).isEmpty();
    }

    @Test
    void clearsWhenOverCapacityAndContinues() {
        appendEntriesOfAnn(0, 11);
        assertThat(read(0, 100)).isEmpty();
        appendEntriesOfAnn(11, 12);
        assertThat(read(11, 100)).containsExactly(12L);
    }

    @Test
    void returnsNothingFromBeforeAnErasure() {
        appendEntriesOfAnn(0, 0, 2);
        assertThat(read(1, 0, 100)).isEmpty();
        assertThat(cache.lag(ARRIVAL.plusMillis(100)))
                .as("dropped entries do not count as lag")
                .isZero();
    }

    /** A group that was committed before the erasure may be added to the cache after it. */
    @Test
    void returnsNothingOfALateGroupFromBeforeAnErasure() {
        appendEntriesOfAnn(0, 0, 2);
        assertThat(read(1, 0, 100)).isEmpty();
        appendEntriesOfAnn(0, 2, 4);
        assertThat(read(1, 2, 100)).isEmpty();
    }

    @Test
    void continuesAfterAnErasure() {
        appendEntriesOfAnn(0, 0, 2);
        appendEntriesOfAnn(1, 2, 4);
        assertThat(read(1, 0, 100)).isEmpty();
        assertThat(read(1, 2, 100)).containsExactly(3L, 4L);
    }

    @Test
    void lagIsTheAgeOfTheOldestUnreadEntry() {
        assertThat(cache.lag(ARRIVAL)).isZero();
        appendEntriesOfAnn(0, 4);
        assertThat(cache.lag(ARRIVAL.plusMillis(100))).isEqualTo(Duration.ofMillis(99));
        assertThat(read(0, 3)).containsExactly(1L, 2L, 3L);
        assertThat(cache.lag(ARRIVAL.plusMillis(100))).isEqualTo(Duration.ofMillis(96));
    }

    /** Otherwise senders would be delayed while the projection sleeps between two rounds. */
    @Test
    void lagExcludesEntriesBeingApplied() {
        appendEntriesOfAnn(0, 4);
        assertThat(read(0, 100)).hasSize(4);
        assertThat(cache.lag(ARRIVAL.plusMillis(100))).isZero();
        appendEntriesOfAnn(4, 5);
        assertThat(cache.lag(ARRIVAL.plusMillis(100))).isEqualTo(Duration.ofMillis(95));
    }
}
