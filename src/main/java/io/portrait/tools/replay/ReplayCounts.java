package io.portrait.tools.replay;

/** Counts of a replay. */
final class ReplayCounts {

    long lines;
    long malformed;
    long withoutCustomer;
    long charges;
    long corrections;
    long events;
    long refunds;
    long duplicates;
    long items;

    /** Counts a line that is no event. */
    void skip(RetailLine line) {
        if (line.customerId() == null) {
            withoutCustomer++;
        } else if (!line.isProduct()) {
            charges++;
        } else {
            corrections++;
        }
    }

    long skipped() {
        return malformed + withoutCustomer + charges + corrections;
    }
}
