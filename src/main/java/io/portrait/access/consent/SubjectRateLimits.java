package io.portrait.access.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.portrait.kernel.UserId;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The limits on erasures and changes of consent: token buckets for each person and one for the erasures of all persons. A
 * person who erases and consents in turn would otherwise keep the global models relearning.
 */
@Component
public class SubjectRateLimits {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_BUCKETS = 100_000;

    private final SubjectProperties properties;
    private final JdbcSubjectRequests requests;
    private final Cache<UserId, Bucket> erasures = buckets();
    private final Cache<UserId, Bucket> consentChanges = buckets();
    private final Bucket allErasures;

    SubjectRateLimits(SubjectProperties properties, JdbcSubjectRequests requests) {
        this.properties = properties;
        this.requests = requests;
        this.allErasures = bucket(Math.max(1, properties.erasuresPerMinute()), Duration.ofMinutes(1));
    }

    private static Cache<UserId, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(HOUR)
                .build();
    }

    private static Bucket bucket(int limit, Duration window) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, window))
                .build();
    }

    /**
     * Takes a request of a person.
     *
     * @throws SubjectRateExceededException if there were as many as allowed
     */
    public void take(SubjectRequest.SubjectRequestType type, UserId user) {
        switch (type) {
            case ERASURE -> takeErasure(user);
            case RESTRICTION, OBJECTION -> takeConsentChange(user);
            case ACCESS, PORTABILITY -> {
                // changes nothing
            }
        }
    }

    /**
     * Takes an erasure of a person; a repeated request for a pending erasure is free.
     *
     * @throws SubjectRateExceededException if there were as many as allowed
     */
    public void takeErasure(UserId user) {
        if (requests.pendingErasure(user).isPresent()) {
            return;
        }
        if (properties.erasuresPerHour() > 0) {
            take(erasures, user, properties.erasuresPerHour(), "the person was erased as often as allowed in an hour");
        }
        if (properties.erasuresPerMinute() > 0) {
            take(allErasures, "as many persons were erased as allowed in a minute");
        }
    }

    /**
     * Takes a change of consent of a person.
     *
     * @throws SubjectRateExceededException if there were as many as allowed
     */
    public void takeConsentChange(UserId user) {
        if (properties.consentChangesPerHour() > 0) {
            take(
                    consentChanges,
                    user,
                    properties.consentChangesPerHour(),
                    "the consent was changed as often as allowed in an hour");
        }
    }

    private static void take(Cache<UserId, Bucket> buckets, UserId user, int limit, String refusal) {
        take(buckets.get(user, unknown -> bucket(limit, HOUR)), refusal);
    }

    private static void take(Bucket bucket, String refusal) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new SubjectRateExceededException(refusal, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
