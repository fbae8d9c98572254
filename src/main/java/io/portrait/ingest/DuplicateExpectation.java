package io.portrait.ingest;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether events are to be expected that the journal has already: who sends one again sends others, too. */
final class DuplicateExpectation {

    /** Groups without any after which none are expected. */
    static final int GROUPS_UNTIL_RESET = 100;

    private final AtomicInteger groupsLeft = new AtomicInteger();

    boolean isExpected() {
        return groupsLeft.get() > 0;
    }

    /** A group had some. */
    void duplicatesSeen() {
        groupsLeft.set(GROUPS_UNTIL_RESET);
    }

    /** A group had none. */
    void noDuplicates() {
        groupsLeft.updateAndGet(left -> Math.max(0, left - 1));
    }
}
