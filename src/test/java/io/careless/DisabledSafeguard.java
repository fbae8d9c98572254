package io.careless;

/** A safeguard that a change of SQL statements disables. */
enum DisabledSafeguard {

    /** A repeated event is accepted again. */
    NO_DEDUPLICATION {
        @Override
        String alter(String sql) {
            return sql.replace("CREATE UNIQUE INDEX", "CREATE INDEX")
                    .replace("message_id = k.message_id", "message_id = k.message_id AND false");
        }
    },

    /** Appends are acknowledged before they are on disk. The session is asynchronous too, so that no other commit flushes them. */
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
