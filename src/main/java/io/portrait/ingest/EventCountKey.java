package io.portrait.ingest;

/**
 * What events are counted by.
 *
 * @param type of the events; empty where it could not be read
 * @param name within the measure, such as a channel; empty where there is only one
 */
record EventCountKey(String type, CountedMeasure measure, String name) {

    /** Of what the names are. */
    enum CountedMeasure {
        ACCEPTED,
        DUPLICATES,
        REJECTED(true),
        MINUTE,
        LATENESS,
        CHANNEL(true),
        PROPERTY(true);

        private final boolean hasFreeNames;

        CountedMeasure() {
            this(false);
        }

        CountedMeasure(boolean hasFreeNames) {
            this.hasFreeNames = hasFreeNames;
        }

        /** Whether senders choose the names, so that they have to be bounded. */
        boolean hasFreeNames() {
            return hasFreeNames;
        }
    }

    EventCountKey withName(String other) {
        return new EventCountKey(type, measure, other);
    }
}
