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

/** The segments, and who is in them. Membership is looked up, not stored: it follows the profile at once. */
@Component
public class SegmentRegistry {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Each exact profile is held against all of them. */
    static final int MAX_SEGMENTS = 200;

    /** How long another instance's change may go unnoticed. */
    private static final Duration CACHE_LIFETIME = Duration.ofSeconds(1);

    private static final int SCAN_PAGE = 500;

    /** How many profiles a request looks at, whether or not they are in the segment: its time is bounded. */
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
     * A page of a segment's profiles.
     *
     * @param next where the next page begins; empty at the end. A page may be short, or empty, and not the last
     */
    public record SegmentMembersPage(List<Profile> profiles, Optional<UserId> next) {}

    /** Defines a segment, or changes it. */
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

    /** All segments by name. */
    public List<Segment> all() {
        return cachedSegments.get(true);
    }

    /** One segment. */
    public Optional<Segment> find(String name) {
        return all().stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    /** Removes a segment; says whether there was one. */
    public boolean delete(String name) {
        boolean existed = store.delete(name);
        cachedSegments.invalidateAll();
        return existed;
    }

    /** The names of the segments that a profile is in now. */
    public List<String> segmentsOf(Profile profile) {
        ProfileAttributes attributes = ProfileAttributes.of(profile, clock.instant());
        return all().stream()
                .filter(segment -> segment.rule().matches(attributes))
                .map(Segment::name)
                .toList();
    }

    /**
     * The profiles of a segment, by user id.
     *
     * @param after the last user of the page before; empty at first
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
