package io.portrait.kernel;

/**
 * The personal data of a module. Each module with a table that refers to users implements it. Erasure and export call all
 * implementations; a test that scans every table fails if one is missing.
 *
 * <p>Implementations are called in the order of their {@code @Order}, which is the order of locks: first the generation of the
 * global models, then the shard of the profile, then the rows.
 */
public interface PersonalData {

    /** Deletes all of it within the running transaction. New events of the user are already suppressed then. */
    void erase(UserId user);

    /** Exports all of it within the running transaction. */
    void export(UserId user, RecordSink records);

    /** The receiver of exported rows. */
    @FunctionalInterface
    interface RecordSink {

        /**
         * Takes a stored row.
         *
         * @param table the table of the row
         * @param row all columns of the row as a JSON object
         */
        void add(String table, String row);
    }
}
