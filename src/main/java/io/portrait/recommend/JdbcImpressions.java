package io.portrait.recommend;

import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The lists that were served, in PostgreSQL. */
@Component
class JdbcImpressions {

    private static final String NOTE = """
            INSERT INTO impression (user_id, impression_id, purpose, served_at, items) VALUES (?, ?, ?, ?, ?)
            """;

    private static final String DROP_OLD = "DELETE FROM impression WHERE served_at < ?";

    private final JdbcTemplate jdbc;
    private final RecommendProperties properties;
    private final Clock clock;

    JdbcImpressions(JdbcTemplate jdbc, RecommendProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Keeps a list; says by which id. */
    UUID note(UserId user, Purpose purpose, List<Recommended> list) {
        UUID id = UUID.randomUUID();
        jdbc.update(
                NOTE,
                user.value(),
                id,
                purpose.name().toLowerCase(Locale.ROOT),
                clock.instant().atOffset(ZoneOffset.UTC),
                list.stream().map(served -> served.item().value()).toArray(String[]::new));
        return id;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void dropOld() {
        jdbc.update(
                DROP_OLD,
                clock.instant().minus(properties.impressionRetention()).atOffset(ZoneOffset.UTC));
    }
}
