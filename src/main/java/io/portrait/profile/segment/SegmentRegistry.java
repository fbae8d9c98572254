package io.portrait.profile.segment;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.Profiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The defined segments and their members. Membership is evaluated for each request and not stored, so it follows the
 * profile at once.
 */
@Component
public class SegmentRegistry {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** The largest number of segments; each exact profile is matched against all of them. */
    static final int MAX_SEGMENTS = 200;

    /** The longest time until a change by another instance is visible. */
    private static final Duration CACHE_LIFETIME = Duration.ofSeconds(1);

    private static final int SCAN_PAGE = 500;

    /** The largest number of profiles that a request reads, matching or not; it bounds the time of the request. */
    private static final int MAX_SCANNED = 10_000;

    private final JdbcSegmentStore store;
    private final Profiles profiles;
    private final Clock clock;
    private final LoadingCache<Boolean, List<Segment>> cachedSegments;

    SegmentRegistry(JdbcSegmentStore store, Profiles profiles, Clock clock) {
        this.store = store;
        this.profiles = profiles;
        this.clock = clock;
        this.cachedSegments =
                Caffeine.newBuilder().expireAfterWrite(CACHE_LIFETIME).build(all -> store.all());
    }

    /**
     * A page of the members of a segment.
     *
     * @param next the last user of this page, for the request of the next page; empty at the end. An earlier page may
     *     be short or empty
     */
    public record SegmentMembersPage(List<Profile> profiles, Optional<UserId> next) {}

    /** Creates or replaces a segment. */
    public SegmentUpsertResult put(String name, String ruleText) {
        if (!NAME.matcher(name).matches()) {
            return new SegmentUpsertResult.InvalidSegmentName(
                    "a name has 1 to 64 lower-case letters, digits and dashes");
        }
        try {
            Segment segment = new Segment(name, ruleText, SegmentRule.parse(ruleText), clock.instant());
            boolean stored = store.save(segment, MAX_SEGMENTS);
            cachedSegments.invalidateAll();
            return stored
                    ? new SegmentUpsertResult.SegmentStored(segment)
                    : new SegmentUpsertResult.TooManySegments(MAX_SEGMENTS);
        } catch (RuleSyntaxException e) {
            return new SegmentUpsertResult.InvalidSegmentRule(e);
        }
    }

    /** All segments, sorted by name. */
    public List<Segment> all() {
        return cachedSegments.get(true);
    }

    /** The segment of a name. */
    public Optional<Segment> find(String name) {
        return all().stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    /**
     * Deletes a segment.
     *
     * @return whether it existed
     */
    public boolean delete(String name) {
        boolean existed = store.delete(name);
        cachedSegments.invalidateAll();
        return existed;
    }

    /** The names of the segments that a profile belongs to now. */
    public List<String> segmentsOf(Profile profile) {
        ProfileAttributes attributes = ProfileAttributes.of(profile, clock.instant());
        return all().stream()
                .filter(segment -> segment.rule().matches(attributes))
                .map(Segment::name)
                .toList();
    }

    /**
     * A page of the members of a segment, by user id.
     *
     * @param after the last user of the previous page; empty for the first page
     */
    public SegmentMembersPage members(Segment segment, Optional<UserId> after, int limit) {
        Instant now = clock.instant();
        List<Profile> found = new ArrayList<>();
        Optional<UserId> last = after;
        for (int scanned = 0; scanned < MAX_SCANNED; scanned += SCAN_PAGE) {
            List<Profile> page = profiles.page(last, now, SCAN_PAGE);
            for (Profile profile : page) {
                last = Optional.of(profile.user());
                if (segment.rule().matches(ProfileAttributes.of(profile, now))) {
                    found.add(profile);
                }
                if (found.size() == limit) {
                    return new SegmentMembersPage(found, last);
                }
            }
            if (page.size() < SCAN_PAGE) {
                return new SegmentMembersPage(found, Optional.empty());
            }
        }
        return new SegmentMembersPage(found, last);
    }
}
