package io.portrait.kernel;

/**
 * What a module stores of a person. Each module with a table that knows users implements it; rights are carried out by
 * asking all implementations, and a test that scans every table finds one that is missing.
 *
 * <p>Implementations are asked in the order of their {@code @Order}, which is the order of locks: the profile's shard
 * first, then the rows.
 */
public interface PersonalData {

    /** Deletes all of it, within the running transaction; called once the person's events are refused. */
    void erase(UserId user);

    /** Hands out all of it, within the running transaction. */
    void export(UserId user, RecordSink records);

    /** Takes what is handed out. */
    @FunctionalInterface
    interface RecordSink {

        /**
         * Takes a stored row.
         *
         * @param table where it is stored
         * @param row all its columns, as a JSON object
         */
        void add(String table, String row);
    }
}
