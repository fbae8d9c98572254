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

/**
 * The public topic catalog: the topics of released profiles, by version. Versions are immutable, so each instance
 * caches them; a read asks only for versions that are newer than the cached ones.
 */
@Component
public class PublicTopicCatalog {

    private static final String ALL = "SELECT * FROM public_topic_catalog ORDER BY version";

    private static final String INSERT = """
            INSERT INTO public_topic_catalog (version, effective_epoch, frozen_at, topics) VALUES (?, ?, ?, ?)
            """;

    static final RowMapper<TopicCatalogVersion> VERSION = (row, index) -> new TopicCatalogVersion(
            row.getInt("version"),
            row.getLong("effective_epoch"),
            row.getObject("frozen_at", OffsetDateTime.class).toInstant(),
            Arrays.stream((String[]) row.getArray("topics").getArray())
                    .map(Topic::new)
                    .toList());

    private final JdbcTemplate jdbc;
    private final ReleaseEpochs epochs;
    private final Clock clock;
    private volatile List<TopicCatalogVersion> cache = List.of();

    PublicTopicCatalog(JdbcTemplate jdbc, ReleaseEpochs epochs, Clock clock) {
        this.jdbc = jdbc;
        this.epochs = epochs;
        this.clock = clock;
    }

    /** All versions, the oldest first. */
    public List<TopicCatalogVersion> versions() {
        return jdbc.query(ALL, VERSION);
    }

    /** The newest version, which may not be in effect yet; version 0 without topics before the first one. */
    public TopicCatalogVersion latest() {
        List<TopicCatalogVersion> versions = versions();
        return versions.isEmpty() ? TopicCatalogVersion.NONE : versions.getLast();
    }

    /** The number of the newest cached version; 0 if the cache is empty. */
    int newestCachedVersion() {
        List<TopicCatalogVersion> cached = cache;
        return cached.isEmpty() ? 0 : cached.getLast().version();
    }

    /**
     * Adds versions to the cache.
     *
     * @param newer committed versions above {@link #newestCachedVersion}, in order
     * @return all versions, the oldest first
     */
    List<TopicCatalogVersion> addToCache(List<TopicCatalogVersion> newer) {
        if (newer.isEmpty()) {
            return cache;
        }
        synchronized (this) {
            int newest = newestCachedVersion();
            cache = Stream.concat(cache.stream(), newer.stream().filter(version -> version.version() > newest))
                    .toList();
            return cache;
        }
    }

    /**
     * Freezes a new version with the topics of the last version and additional ones. It takes effect with the next
     * epoch; the first version takes effect immediately if no epoch was closed before.
     *
     * @param topics topics to release; the topics of the last version stay in any case
     * @return the new version, or the last version if there is no additional topic
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
                    "the public topic catalog is limited to %d topics and would have %d: list the topics to release"
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
                    "only first-level topics can be released, '%s' is deeper".formatted(topic.path()));
        }
        return topic;
    }

    /** The version that is in effect in an epoch. */
    static TopicCatalogVersion inEffect(List<TopicCatalogVersion> versions, long epoch) {
        return Stream.concat(Stream.of(TopicCatalogVersion.NONE), versions.stream())
                .filter(version -> version.effectiveEpoch() <= epoch)
                .reduce((earlier, later) -> later)
                .orElse(TopicCatalogVersion.NONE);
    }
}
