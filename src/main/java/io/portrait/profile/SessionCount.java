package io.portrait.profile;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The number of sessions of one user, independent of the order of arrival (invariant 3, src/docs/invariants.md). A
 * session ends with a gap: more than a given number of whole seconds without an event. Mutable; owned by one {@link
 * ActivityCounters}.
 *
 * <p>The clock is divided into slots as long as the gap. The events of one slot always belong to one session, and two
 * events with an empty slot between them never do. So the first and the last event of each slot that has an event
 * determine the sessions. Minimum, maximum and union of sets commute, and a repeated event changes nothing.
 *
 * <p>The {@value #MAX_RECENT} newest slots are stored this way, in about five bytes each. While there are no others, the
 * count is exact. Of the older slots only the estimated number is known, with a standard error of 6.5 % above {@value
 * DistinctCount#MAX_SPARSE} slots ({@link DistinctCount}); they are assumed to have as many sessions per slot as the
 * newest ones (decision 0115). With one to six events per session the standard error of the whole estimate is about a
 * tenth. A slot that was removed never returns to the newest ones, because only newer slots can
 * displace it. A late event in an older slot is therefore counted with the older ones in any order.
 */
final class SessionCount {

    static final int MAX_RECENT = 128;

    private final long gapSeconds;

    /** The first and the last event of each recent slot, in seconds since 1970, in the order of time. */
    private long[] firsts = new long[4];

    private long[] lasts = new long[4];
    private int size;
    private DistinctCount olderSlots = DistinctCount.empty();

    SessionCount(Duration gap) {
        this.gapSeconds = gap.toSeconds();
    }

    static SessionCount read(StateReader in, Duration gap) {
        SessionCount count = new SessionCount(gap);
        count.size = in.readCount();
        count.firsts = new long[count.size + 1];
        count.lasts = new long[count.size + 1];
        long previous = 0;
        for (int i = 0; i < count.size; i++) {
            count.firsts[i] = previous + in.readVarint();
            count.lasts[i] = count.firsts[i] + in.readVarint();
            previous = count.lasts[i];
        }
        count.olderSlots = DistinctCount.read(in);
        return count;
    }

    /** Writes the number of recent slots, the differences of their times, and the older slots. */
    void write(StateWriter out) {
        out.writeVarint(size);
        long previous = 0;
        for (int i = 0; i < size; i++) {
            out.writeVarint(firsts[i] - previous).writeVarint(lasts[i] - firsts[i]);
            previous = lasts[i];
        }
        olderSlots.write(out);
    }

    /** Adds an event. O(log n) for the newest slot, O(n) for another new one. */
    void add(long atMicros) {
        long second = Math.floorDiv(atMicros, TimeUnit.SECONDS.toMicros(1));
        int position = firstNotBefore(slot(second));
        if (position < size && slot(firsts[position]) == slot(second)) {
            firsts[position] = Math.min(firsts[position], second);
            lasts[position] = Math.max(lasts[position], second);
        } else if (position == 0 && size == MAX_RECENT) {
            addOlder(slot(second));
        } else {
            insert(position, second);
        }
    }

    private long slot(long second) {
        return Math.floorDiv(second, gapSeconds);
    }

    /** The position of the first recent slot that is not before a slot. */
    private int firstNotBefore(long slot) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slot(firsts[middle]) < slot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(int position, long second) {
        if (size == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * size);
            lasts = Arrays.copyOf(lasts, 2 * size);
        }
        insert(firsts, position, second);
        insert(lasts, position, second);
        size++;
        if (size > MAX_RECENT) {
            removeOldest();
        }
    }

    private void insert(long[] seconds, int position, long second) {
        System.arraycopy(seconds, position, seconds, position + 1, size - position);
        seconds[position] = second;
    }

    private void removeOldest() {
        addOlder(slot(firsts[0]));
        size--;
        System.arraycopy(firsts, 1, firsts, 0, size);
        System.arraycopy(lasts, 1, lasts, 0, size);
    }

    private void addOlder(long slot) {
        olderSlots = olderSlots.plus(Long.toString(slot));
    }

    /** The number of sessions; an estimate if there are more than {@value #MAX_RECENT} slots with events. */
    long estimate() {
        long recentSessions = recentSessions();
        long older = olderSlots.estimate();
        return older == 0 ? recentSessions : Math.round((double) recentSessions * (size + older) / size);
    }

    private long recentSessions() {
        long sessions = size == 0 ? 0 : 1;
        for (int i = 1; i < size; i++) {
            sessions += firsts[i] - lasts[i - 1] > gapSeconds ? 1 : 0;
        }
        return sessions;
    }
}
