package io.portrait.segment;

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
public class Segments {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Each exact profile is held against all of them. */
    static final int MOST = 200;

    /** How long another instance's change may go unnoticed. */
    private static final Duration MEMORY = Duration.ofSeconds(1);

    private static final int PAGE = 500;

    /** How many profiles a request looks at, whether or not they are in the segment: its time is bounded. */
    private static final int MOST_LOOKED_AT = 10_000;

    private final JdbcSegmentStore store;
    private final Profiles profiles;
    private final Clock clock;
    private final LoadingCache<Boolean, List<Segment>> known;

    Segments(JdbcSegmentStore store, Profiles profiles, Clock clock) {
        this.store = store;
        this.profiles = profiles;
        this.clock = clock;
        this.known = Caffeine.newBuilder().expireAfterWrite(MEMORY).build(all -> store.all());
    }

    /**
     * A page of a segment's profiles.
     *
     * @param next where the next page begins; empty at the end. A page may be short, or empty, and not the last
     */
    public record Page(List<Profile> profiles, Optional<UserId> next) {}

    /** Defines a segment, or changes it. */
    public SegmentOutcome put(String name, String text) {
        if (!NAME.matcher(name).matches()) {
            return new SegmentOutcome.BadName("a name has 1 to 64 lower-case letters, digits and dashes");
        }
        try {
            Segment segment = new Segment(name, text, Rule.parse(text), clock.instant());
            boolean stored = store.save(segment, MOST);
            known.invalidateAll();
            return stored ? new SegmentOutcome.Stored(segment) : new SegmentOutcome.TooMany(MOST);
        } catch (RuleSyntaxException e) {
            return new SegmentOutcome.BadRule(e);
        }
    }

    /** All segments by name. */
    public List<Segment> all() {
        return known.get(true);
    }

    /** One segment. */
    public Optional<Segment> find(String name) {
        return all().stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    /** Removes a segment; says whether there was one. */
    public boolean delete(String name) {
        boolean existed = store.delete(name);
        known.invalidateAll();
        return existed;
    }

    /** The names of the segments that a profile is in now. */
    public List<String> of(Profile profile) {
        Facts facts = Facts.of(profile, clock.instant());
        return all().stream()
                .filter(segment -> segment.rule().matches(facts))
                .map(Segment::name)
                .toList();
    }

    /**
     * The profiles of a segment, by user id.
     *
     * @param after the last user of the page before; empty at first
     */
    public Page page(Segment segment, Optional<UserId> after, int limit) {
        Instant now = clock.instant();
        List<Profile> found = new ArrayList<>();
        Optional<UserId> last = after;
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += PAGE) {
            List<Profile> page = profiles.page(last, now, PAGE);
            for (Profile profile : page) {
                last = Optional.of(profile.user());
                if (segment.rule().matches(Facts.of(profile, now))) {
                    found.add(profile);
                }
                if (found.size() == limit) {
                    return new Page(found, last);
                }
            }
            if (page.size() < PAGE) {
                return new Page(found, Optional.empty());
            }
        }
        return new Page(found, last);
    }
}
