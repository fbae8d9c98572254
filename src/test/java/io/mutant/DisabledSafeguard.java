package io.mutant;

/** A safeguard that is disabled by altering SQL statements on their way to the database. */
enum DisabledSafeguard {

    /** Duplicate detection: without it a repeated message is accepted again. */
    NO_DEDUPLICATION {
        @Override
        String alter(String sql) {
            return sql.replace("CREATE UNIQUE INDEX", "CREATE INDEX")
                    .replace("message_id = k.message_id", "message_id = k.message_id AND false");
        }
    },

    /**
     * Synchronous commit: without it an append is answered before it is on disk. The setting of the session is altered too,
     * because a synchronous commit of another transaction would write this append to disk as well.
     */
    ASYNCHRONOUS_COMMIT {
        @Override
        String alter(String sql) {
            return sql.replace(
                            "set_config('synchronous_commit', 'on', true)",
                            "set_config('synchronous_commit', 'off', true)")
                    .replace(
                            "SELECT position FROM projection_offset",
                            "SELECT position, set_config('synchronous_commit', 'off', true) FROM projection_offset");
        }
    };

    abstract String alter(String sql);
}
