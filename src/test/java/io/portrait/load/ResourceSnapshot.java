package io.portrait.load;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The use of processes and database at one moment. */
record ResourceSnapshot(long nanos, ProcessUsage processes, Optional<DatabaseUsage> database) {

    static ResourceSnapshot take(Optional<ProcessHandle> service, Optional<JdbcTemplate> database) {
        return new ResourceSnapshot(System.nanoTime(), ProcessUsage.read(service), database.map(DatabaseUsage::read));
    }

    double secondsTo(ResourceSnapshot later) {
        return (later.nanos - nanos) / 1e9;
    }
}
