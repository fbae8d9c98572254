package io.careless;

/** A safeguard left out, by a change of the statements on their way to the database. */
enum DisabledSafeguard {

    /** A message that comes again is taken again. */
    NO_DEDUPLICATION {
        @Override
        String alter(String sql) {
            return sql.replace("CREATE UNIQUE INDEX", "CREATE INDEX")
                    .replace("message_id = k.message_id", "message_id = k.message_id AND false");
        }
    },

    /** An append is answered before it is on disk. The session is set so too, lest others' commits take it along. */
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
