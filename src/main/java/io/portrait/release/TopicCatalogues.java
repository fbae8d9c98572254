package io.portrait.release;

import io.portrait.kernel.Topic;
import io.portrait.privacy.Cell;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The versions of the public topic catalogue. */
@Component
public class TopicCatalogues {

    private static final String ALL = "SELECT * FROM topic_catalogue ORDER BY version";

    private static final String INSERT = """
            INSERT INTO topic_catalogue (version, effective_epoch, frozen_at, topics) VALUES (?, ?, ?, ?)
            """;

    private static final RowMapper<CatalogueVersion> VERSION = (row, index) -> new CatalogueVersion(
            row.getInt("version"),
            row.getLong("effective_epoch"),
            row.getObject("frozen_at", OffsetDateTime.class).toInstant(),
            Arrays.stream((String[]) row.getArray("topics").getArray())
                    .map(Topic::new)
                    .toList());

    private final JdbcTemplate jdbc;
    private final ReleaseClock clock;
    private final Clock wallClock;

    TopicCatalogues(JdbcTemplate jdbc, ReleaseClock clock, Clock wallClock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** All versions, oldest first. */
    public List<CatalogueVersion> versions() {
        return jdbc.query(ALL, VERSION);
    }

    /** The newest version, which may not be in effect yet; version 0 without topics where none was frozen. */
    public CatalogueVersion latest() {
        List<CatalogueVersion> versions = versions();
        return versions.isEmpty() ? CatalogueVersion.NONE : versions.getLast();
    }

    /**
     * Freezes a version: the topics of the last one, then the new ones. It is in effect from the next epoch on; the first
     * at once if nobody's cells were closed before it.
     *
     * @param topics those to expose; the ones exposed already are kept in any case
     * @return the new version, or the last one if there is nothing new
     * @throws IllegalArgumentException if a topic is not of the first level, or there would be more than 64
     */
    @Transactional
    public CatalogueVersion freeze(Collection<Topic> topics) {
        jdbc.execute("LOCK TABLE topic_catalogue IN SHARE ROW EXCLUSIVE MODE");
        CatalogueVersion last = latest();
        Set<Topic> all = new LinkedHashSet<>(last.topics());
        topics.stream().sorted().forEach(topic -> all.add(requireFirstLevel(topic)));
        if (all.size() == last.topics().size()) {
            return last;
        }
        if (all.size() > Cell.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "the public catalogue may have %d topics, would have %d: name those to expose"
                            .formatted(Cell.MAX_SIZE, all.size()));
        }
        return insert(last.version() + 1, all);
    }

    private CatalogueVersion insert(int version, Set<Topic> topics) {
        long effective = version == 1 && isNothingClosed() ? 0 : clock.releasedEpoch() + 1;
        Instant now = wallClock.instant();
        String[] paths = topics.stream().map(Topic::path).toArray(String[]::new);
        jdbc.update(INSERT, version, effective, now.atOffset(ZoneOffset.UTC), paths);
        return new CatalogueVersion(version, effective, now, List.copyOf(topics));
    }

    private boolean isNothingClosed() {
        return Boolean.TRUE.equals(jdbc.queryForObject("SELECT NOT EXISTS (SELECT 1 FROM exposed_sum)", Boolean.class));
    }

    private static Topic requireFirstLevel(Topic topic) {
        if (!topic.isFirstLevel()) {
            throw new IllegalArgumentException(
                    "only first-level topics are exposed, '%s' is deeper".formatted(topic.path()));
        }
        return topic;
    }

    /** The version that closes an epoch. */
    static CatalogueVersion inEffect(List<CatalogueVersion> versions, long epoch) {
        return Stream.concat(Stream.of(CatalogueVersion.NONE), versions.stream())
                .filter(version -> version.effectiveEpoch() <= epoch)
                .reduce((earlier, later) -> later)
                .orElse(CatalogueVersion.NONE);
    }
}
