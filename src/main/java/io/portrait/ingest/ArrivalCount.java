package io.portrait.ingest;

/**
 * What events are counted by.
 *
 * @param type of the events; empty where it could not be read
 * @param name within the measure, such as a channel; empty where there is only one
 */
record ArrivalCount(String type, Measure measure, String name) {

    /** Of what the names are. */
    enum Measure {
        ACCEPTED,
        DUPLICATES,
        REJECTED(true),
        MINUTE,
        LATENESS,
        CHANNEL(true),
        PROPERTY(true);

        private final boolean isOpen;

        Measure() {
            this(false);
        }

        Measure(boolean isOpen) {
            this.isOpen = isOpen;
        }

        /** Whether senders choose the names, so that they have to be bounded. */
        boolean isOpen() {
            return isOpen;
        }
    }

    ArrivalCount named(String other) {
        return new ArrivalCount(type, measure, other);
    }
}
