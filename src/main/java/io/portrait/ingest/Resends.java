package io.portrait.ingest;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether events are to be expected that the journal has already: who sends one again sends others, too. */
final class Resends {

    /** Groups without any after which none are expected. */
    static final int PATIENCE = 100;

    private final AtomicInteger groups = new AtomicInteger();

    boolean areExpected() {
        return groups.get() > 0;
    }

    /** A group had some. */
    void came() {
        groups.set(PATIENCE);
    }

    /** A group had none. */
    void noneCame() {
        groups.updateAndGet(left -> Math.max(0, left - 1));
    }
}
