package io.portrait.access.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.kernel.Caller;
import io.portrait.kernel.Digests;
import io.portrait.kernel.KeyRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The API keys of the form {@code pk_<id>_<secret>} with 256 random bits of secret. A key is found by its id, and its
 * digest is compared in constant time.
 */
@Component
public class ApiKeys {

    private static final String PREFIX = "pk_";
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /** Upper bound of the time for which another instance still accepts a revoked key. */
    private static final Duration CACHE_TTL = Duration.ofSeconds(5);

    private static final Map<String, Caller> DEVELOPMENT_KEYS = KeyRole.ASSIGNABLE.stream()
            .map(role -> new Caller("dev-" + role.label(), role))
            .collect(Collectors.toMap(Caller::keyId, Function.identity()));

    /** A new key with its secret, which is not available later. */
    public record CreatedKey(ApiKey key, String secret) {}

    /** A new key and the key that it replaces, with the expiry of the latter. */
    public record RotatedKey(CreatedKey replacement, ApiKey replaced) {}

    private record CachedKey(
            Caller caller, String digest, @Nullable Instant expiresAt) {}

    private final ApiKeyRepository repository;
    private final DevelopmentMode developmentMode;
    private final IdentitySecrets identitySecrets;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final @Nullable String adminDigest;
    private final Cache<String, Optional<CachedKey>> cachedKeys = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(CACHE_TTL)
            .build();

    ApiKeys(
            ApiKeyRepository repository,
            AccessProperties properties,
            DevelopmentMode developmentMode,
            IdentitySecrets identitySecrets,
            AuditLog audit,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.repository = repository;
        this.developmentMode = developmentMode;
        this.identitySecrets = identitySecrets;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
        this.adminDigest = developmentMode.isActive() ? null : digest(Objects.requireNonNull(properties.adminKey()));
    }

    /** The caller with a key; empty if the key is unknown, revoked or expired. */
    public Optional<Caller> authenticate(String key) {
        if (developmentMode.isActive() && DEVELOPMENT_KEYS.containsKey(key)) {
            return Optional.of(DEVELOPMENT_KEYS.get(key));
        }
        String digest = digest(key);
        if (adminDigest != null && isSame(adminDigest, digest)) {
            return Optional.of(new Caller("first-admin", KeyRole.ADMIN));
        }
        return idOf(key)
                .flatMap(this::findCached)
                .filter(keyOrNone -> isSame(keyOrNone.digest(), digest))
                .filter(keyOrNone ->
                        keyOrNone.expiresAt() == null || clock.instant().isBefore(keyOrNone.expiresAt()))
                .map(CachedKey::caller);
    }

    /**
     * Reads through the cache without its loader: with a loader, requests for the same key would wait for each other,
     * and during a database outage each of them would wait for the failures of all requests before it.
     */
    private Optional<CachedKey> findCached(String id) {
        return Optional.ofNullable(cachedKeys.getIfPresent(id)).orElseGet(() -> putInCache(id, load(id)));
    }

    private Optional<CachedKey> putInCache(String id, Optional<CachedKey> keyOrNone) {
        cachedKeys.put(id, keyOrNone);
        return keyOrNone;
    }

    private Optional<CachedKey> load(String id) {
        return repository.findById(id).map(entity -> {
            ApiKey key = entity.toKey();
            return new CachedKey(new Caller(id, key.role()), entity.digest(), key.expiresAt());
        });
    }

    /**
     * Creates a key.
     *
     * @param label description for operators, at most 128 characters
     * @throws IllegalArgumentException if the role is not assignable to keys
     */
    public CreatedKey create(KeyRole role, String label, @Nullable Instant expiresAt, Caller caller) {
        if (!KeyRole.ASSIGNABLE.contains(role)) {
            throw new IllegalArgumentException("a key cannot have the role '%s'".formatted(role.label()));
        }
        return Objects.requireNonNull(
                transactions.execute(status -> createInTransaction(role, label, expiresAt, caller)));
    }

    private CreatedKey createInTransaction(KeyRole role, String label, @Nullable Instant expiresAt, Caller caller) {
        String id = HexFormat.of().formatHex(randomBytes(ID_BYTES));
        String secret =
                PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(SECRET_BYTES));
        ApiKey key = new ApiKey(
                id,
                role,
                label,
                toDatabasePrecision(clock.instant()),
                expiresAt == null ? null : toDatabasePrecision(expiresAt));
        repository.save(new ApiKeyEntity(key, digest(secret)));
        audit.append(AuditEvent.ofOperation("key-created " + id, caller, null));
        return new CreatedKey(key, secret);
    }

    /**
     * Truncates to microseconds; the database would round, and a key could outlive its expiry by half a microsecond.
     */
    private static Instant toDatabasePrecision(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Creates a replacement of a key with the same role, label and expiry. The replaced key stays valid for an overlap.
     *
     * @return empty if the key does not exist
     */
    public Optional<RotatedKey> rotate(String id, Duration overlap, Caller caller) {
        Optional<RotatedKey> rotated = Objects.requireNonNull(
                transactions.execute(status -> repository.findById(id).map(old -> rotate(old, overlap, caller))));
        cachedKeys.invalidate(id);
        return rotated;
    }

    private RotatedKey rotate(ApiKeyEntity old, Duration overlap, Caller caller) {
        ApiKey key = old.toKey();
        CreatedKey created = createInTransaction(key.role(), key.label(), key.expiresAt(), caller);
        old.expireBy(toDatabasePrecision(clock.instant().plus(overlap)));
        audit.append(AuditEvent.ofOperation("key-rotated " + key.id(), caller, null));
        return new RotatedKey(created, old.toKey());
    }

    /** The role of a key, also of a development key; empty if there is no such key. */
    public Optional<KeyRole> roleOf(String id) {
        if (developmentMode.isActive() && DEVELOPMENT_KEYS.containsKey(id)) {
            return Optional.of(DEVELOPMENT_KEYS.get(id).role());
        }
        return repository.findById(id).map(entity -> entity.toKey().role());
    }

    /** All keys, the oldest first. */
    public List<ApiKey> list() {
        return repository.findAll(Sort.by("createdAt")).stream()
                .map(ApiKeyEntity::toKey)
                .toList();
    }

    /** Deletes a key; all instances reject it within five seconds. Returns whether the key existed. */
    public boolean revoke(String id, Caller caller) {
        boolean existed = Boolean.TRUE.equals(transactions.execute(status -> {
            boolean exists = repository.existsById(id);
            if (exists) {
                repository.deleteById(id);
                identitySecrets.delete(id, caller);
                audit.append(AuditEvent.ofOperation("key-revoked " + id, caller, null));
            }
            return exists;
        }));
        cachedKeys.invalidate(id);
        return existed;
    }

    private static Optional<String> idOf(String key) {
        int idEnd = PREFIX.length() + 2 * ID_BYTES;
        return key.startsWith(PREFIX) && key.length() > idEnd
                ? Optional.of(key.substring(PREFIX.length(), idEnd))
                : Optional.empty();
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static boolean isSame(String digest, String other) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static String digest(String key) {
        return HexFormat.of().formatHex(Digests.sha256(key));
    }
}
