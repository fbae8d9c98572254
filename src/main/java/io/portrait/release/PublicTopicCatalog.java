package io.portrait.release;

import io.portrait.kernel.Topic;
import io.portrait.release.mechanism.EpochSums;
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
public class PublicTopicCatalog {

    private static final String ALL = "SELECT * FROM public_topic_catalog ORDER BY version";

    private static final String INSERT = """
            INSERT INTO public_topic_catalog (version, effective_epoch, frozen_at, topics) VALUES (?, ?, ?, ?)
            """;

    private static final RowMapper<TopicCatalogVersion> VERSION = (row, index) -> new TopicCatalogVersion(
            row.getInt("version"),
            row.getLong("effective_epoch"),
            row.getObject("frozen_at", OffsetDateTime.class).toInstant(),
            Arrays.stream((String[]) row.getArray("topics").getArray())
                    .map(Topic::new)
                    .toList());

    private final JdbcTemplate jdbc;
    private final ReleaseEpochs epochs;
    private final Clock clock;

    PublicTopicCatalog(JdbcTemplate jdbc, ReleaseEpochs epochs, Clock clock) {
        this.jdbc = jdbc;
        this.epochs = epochs;
        this.clock = clock;
    }

    /** All versions, oldest first. */
    public List<TopicCatalogVersion> versions() {
        return jdbc.query(ALL, VERSION);
    }

    /** The newest version, which may not be in effect yet; version 0 without topics where none was frozen. */
    public TopicCatalogVersion latest() {
        List<TopicCatalogVersion> versions = versions();
        return versions.isEmpty() ? TopicCatalogVersion.NONE : versions.getLast();
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
    public TopicCatalogVersion freeze(Collection<Topic> topics) {
        jdbc.execute("LOCK TABLE public_topic_catalog IN SHARE ROW EXCLUSIVE MODE");
        TopicCatalogVersion last = latest();
        Set<Topic> all = new LinkedHashSet<>(last.topics());
        topics.stream().sorted().forEach(topic -> all.add(requireFirstLevel(topic)));
        if (all.size() == last.topics().size()) {
            return last;
        }
        if (all.size() > EpochSums.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "the public catalogue may have %d topics, would have %d: name those to expose"
                            .formatted(EpochSums.MAX_SIZE, all.size()));
        }
        return insert(last.version() + 1, all);
    }

    private TopicCatalogVersion insert(int version, Set<Topic> topics) {
        long effectiveEpoch = version == 1 && isNoEpochClosed() ? 0 : epochs.releasedEpoch() + 1;
        Instant now = clock.instant();
        String[] paths = topics.stream().map(Topic::path).toArray(String[]::new);
        jdbc.update(INSERT, version, effectiveEpoch, now.atOffset(ZoneOffset.UTC), paths);
        return new TopicCatalogVersion(version, effectiveEpoch, now, List.copyOf(topics));
    }

    private boolean isNoEpochClosed() {
        return Boolean.TRUE.equals(jdbc.queryForObject("SELECT NOT EXISTS (SELECT 1 FROM noisy_sum)", Boolean.class));
    }

    private static Topic requireFirstLevel(Topic topic) {
        if (!topic.isFirstLevel()) {
            throw new IllegalArgumentException(
                    "only first-level topics are exposed, '%s' is deeper".formatted(topic.path()));
        }
        return topic;
    }

    /** The version that closes an epoch. */
    static TopicCatalogVersion inEffect(List<TopicCatalogVersion> versions, long epoch) {
        return Stream.concat(Stream.of(TopicCatalogVersion.NONE), versions.stream())
                .filter(version -> version.effectiveEpoch() <= epoch)
                .reduce((earlier, later) -> later)
                .orElse(TopicCatalogVersion.NONE);
    }
}
