package io.portrait.shared;

import io.portrait.kernel.RightOfWay;
import java.util.function.Supplier;

/**
 * The time of a thread whose work can wait: for what it works it owes a rest. It takes its rests while others have the right of
 * way, and works while they have not; only where they never rest, or it owes too much, it goes by what it owes alone, and
 * owes more for what it works in their way. Owned by that thread.
 */
final class SharedTime {

    private static final long MOST_OWED_NANOS = 500_000_000;
    private static final long NAP_MILLIS = 5;

    /** How much more is owed for work in the way of others: they never rest, so there is no time to share. */
    private static final double IN_THE_WAY = 3;

    private final RightOfWay way;
    private final double restPerWork;
    private long owedNanos;

    /** @param share the part of the time in which to work, in (0, 1] */
    SharedTime(RightOfWay way, double share) {
        this.way = way;
        this.restPerWork = 1 / share - 1;
    }

    /** Works, and owes a rest for it. */
    void work(Runnable piece) {
        long begun = System.nanoTime();
        piece.run();
        oweFrom(begun);
    }

    /** Works for something, and owes a rest for it. */
    <T> T workFor(Supplier<T> piece) {
        long begun = System.nanoTime();
        T made = piece.get();
        oweFrom(begun);
        return made;
    }

    private void oweFrom(long begun) {
        double rest = (System.nanoTime() - begun) * restPerWork;
        owedNanos += (long) (way.isTaken() ? IN_THE_WAY * rest : rest);
    }

    /** Rests until it is time for the next piece. */
    void rest() throws InterruptedException {
        while (owedNanos > 0 && (way.isTaken() || owedNanos > MOST_OWED_NANOS)) {
            long begun = System.nanoTime();
            if (way.isTaken()) {
                way.awaitGiven(owedNanos);
            } else {
                Thread.sleep(NAP_MILLIS);
            }
            owedNanos -= System.nanoTime() - begun;
        }
    }

    /** There was nothing to do for a while: nothing is owed any more. */
    void idle() {
        owedNanos = 0;
    }
}
