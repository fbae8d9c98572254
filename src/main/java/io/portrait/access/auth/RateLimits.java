package io.portrait.access.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.portrait.kernel.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The request rate limits: a token bucket for each key, refilled continuously. Each instance counts separately. */
@Component
public class RateLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_BUCKETS = 100_000;

    /**
     * The state of a bucket after a request.
     *
     * @param policy label of the role that has the limit
     * @param limit requests per window
     * @param remaining requests that are possible immediately
     * @param resetSeconds seconds until the bucket is full; for a rejected request, until one request is possible
     */
    public record RateLimitUsage(
            boolean allowed, String policy, int limit, Duration window, long remaining, long resetSeconds) {}

    private final AccessProperties properties;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(WINDOW.multipliedBy(2))
            .build();

    RateLimits(AccessProperties properties) {
        this.properties = properties;
    }

    /** Takes a token for a request; empty if the role of the caller has no limit. */
    public Optional<RateLimitUsage> consume(Caller caller) {
        int limit = properties.rate(caller.role());
        return limit == 0 ? Optional.empty() : Optional.of(consume(caller, limit));
    }

    private RateLimitUsage consume(Caller caller, int limit) {
        ConsumptionProbe probe =
                buckets.get(bucketName(caller), name -> newBucket(limit)).tryConsumeAndReturnRemaining(1);
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new RateLimitUsage(
                probe.isConsumed(),
                caller.role().label(),
                limit,
                WINDOW,
                probe.getRemainingTokens(),
                Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
    }

    private static String bucketName(Caller caller) {
        return caller.subject() == null
                ? caller.keyId()
                : "subject " + caller.subject().value();
    }

    private static Bucket newBucket(int limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
                .build();
    }
}
