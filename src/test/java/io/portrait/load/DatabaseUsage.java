package io.portrait.load;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The counters of the database at one moment.
 *
 * @param backlog the number of events in the journal that are not in the profiles yet
 */
record DatabaseUsage(long bytes, long walBytes, long profileWrites, long backlog) {

    private static final String READ_COUNTERS = """
            SELECT pg_database_size(current_database()) AS bytes,
                   pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint AS wal,
                   coalesce((SELECT n_tup_upd + n_tup_ins FROM pg_stat_user_tables WHERE relname = 'profile'), 0) AS rows,
                   (SELECT sum((SELECT count(*) FROM journal j WHERE j.shard = d.shard AND j.position > d.position))
                    FROM projection_offset d) AS backlog
            """;

    static DatabaseUsage read(JdbcTemplate jdbc) {
        return jdbc.query(READ_COUNTERS, row -> {
            row.next();
            return new DatabaseUsage(
                    row.getLong("bytes"), row.getLong("wal"), row.getLong("rows"), row.getLong("backlog"));
        });
    }

    /** The number of profile rows written per event between this and a later moment. */
    double profileRowsPerEvent(DatabaseUsage later, long events) {
        return (double) (later.profileWrites - profileWrites) / events;
    }
}
