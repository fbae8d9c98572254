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
import java.util.Objects;
import java.util.Optional;
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

    private static final Duration RECENTLY = Duration.ofHours(1);

    /** A new key with its secret, which is not available later. */
    public record CreatedKey(ApiKey key, String secret) {}

    private record CachedKey(
            Caller caller, String digest, @Nullable Instant expiresAt) {}

    private final ApiKeyRepository repository;
    private final DevelopmentMode developmentMode;
    private final IdentitySecrets identitySecrets;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final FirstAdminKey firstAdminKey;
    private final Cache<String, CachedKey> cachedKeys = newCache(CACHE_TTL);
    private final Cache<String, Boolean> unknownIds = newCache(CACHE_TTL);

    /** The digests of keys that were valid recently. They are looked up although their address has sent many bad keys. */
    private final Cache<String, Boolean> recentlyValid = newCache(RECENTLY);

    ApiKeys(
            ApiKeyRepository repository,
            FirstAdminKey firstAdminKey,
            DevelopmentMode developmentMode,
            IdentitySecrets identitySecrets,
            AuditLog audit,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.repository = repository;
        this.firstAdminKey = firstAdminKey;
        this.developmentMode = developmentMode;
        this.identitySecrets = identitySecrets;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    private static <V> Cache<String, V> newCache(Duration lifetime) {
        return Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(lifetime)
                .build();
    }

    /** The caller with a key; empty if the key is unknown, revoked or expired. */
    public Optional<Caller> authenticate(String key) {
        return developmentMode.authenticate(key).or(() -> authenticateDigest(key, digest(key)));
    }

    private Optional<Caller> authenticateDigest(String key, String digest) {
        Optional<Caller> caller = firstAdminKey.hasDigest(digest)
                ? Optional.of(FirstAdminKey.CALLER).filter(first -> !firstAdminKey.isRevoked())
                : authenticateStored(key, digest);
        caller.ifPresent(valid -> recentlyValid.put(digest, true));
        return caller;
    }

    private Optional<Caller> authenticateStored(String key, String digest) {
        return idOf(key)
                .flatMap(this::findCached)
                .filter(stored -> isSame(stored.digest(), digest))
                .filter(stored -> stored.expiresAt() == null || clock.instant().isBefore(stored.expiresAt()))
                .map(CachedKey::caller);
    }

    /** A check whether a key may need a query of the database although it was not valid recently. */
    boolean needsQuery(String key) {
        return idOf(key).isPresent() && recentlyValid.getIfPresent(digest(key)) == null;
    }

    /**
     * Reads through the cache without its loader: with a loader, requests for the same key would wait for each other,
     * and during a database outage each of them would wait for the failures of all requests before it. Unknown ids have a cache
     * of their own, so that bad keys do not displace valid ones.
     */
    private Optional<CachedKey> findCached(String id) {
        if (unknownIds.getIfPresent(id) != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(cachedKeys.getIfPresent(id)).or(() -> putInCache(id, load(id)));
    }

    private Optional<CachedKey> putInCache(String id, Optional<CachedKey> loaded) {
        loaded.ifPresentOrElse(key -> cachedKeys.put(id, key), () -> unknownIds.put(id, true));
        return loaded;
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
     * Creates a replacement of a key with the same role, label and expiry. The replaced key stays valid for an overlap. A key is
     * replaced once, also by requests at the same time.
     */
    public KeyRotation rotate(String id, Duration overlap, Caller caller) {
        KeyRotation rotation = Objects.requireNonNull(transactions.execute(status -> repository
                .findWithLockById(id)
                .map(old -> rotate(old, overlap, caller))
                .orElseGet(KeyRotation.UnknownKey::new)));
        cachedKeys.invalidate(id);
        return rotation;
    }

    private KeyRotation rotate(ApiKeyEntity old, Duration overlap, Caller caller) {
        ApiKey key = old.toKey();
        Optional<String> successor = old.replacedBy();
        if (successor.isPresent()) {
            return new KeyRotation.AlreadyRotated(successor.get());
        }
        if (key.expiresAt() != null && !clock.instant().isBefore(key.expiresAt())) {
            return new KeyRotation.ExpiredKey();
        }
        CreatedKey created = createInTransaction(key.role(), key.label(), key.expiresAt(), caller);
        old.replace(created.key().id(), toDatabasePrecision(clock.instant().plus(overlap)));
        audit.append(AuditEvent.ofOperation("key-rotated " + key.id(), caller, null));
        return new KeyRotation.RotatedKey(created, old.toKey());
    }

    /** The role of a key, also of a development key; empty if there is no such key. */
    public Optional<KeyRole> roleOf(String id) {
        return developmentMode.authenticate(id).map(Caller::role).or(() -> storedRoleOf(id));
    }

    private Optional<KeyRole> storedRoleOf(String id) {
        return repository.findById(id).map(entity -> entity.toKey().role());
    }

    /** All keys, the oldest first. */
    public List<ApiKey> list() {
        return repository.findAll(Sort.by("createdAt")).stream()
                .map(ApiKeyEntity::toKey)
                .toList();
    }

    /**
     * Deletes a key; all instances reject it within five seconds. The first admin key has the id {@code first-admin}; it stays
     * invalid until the settings have another one. Returns whether the key existed.
     */
    public boolean revoke(String id, Caller caller) {
        boolean existed = Boolean.TRUE.equals(transactions.execute(status -> {
            boolean exists = delete(id);
            if (exists) {
                identitySecrets.delete(id, caller);
                audit.append(AuditEvent.ofOperation("key-revoked " + id, caller, null));
            }
            return exists;
        }));
        cachedKeys.invalidate(id);
        return existed;
    }

    private boolean delete(String id) {
        if (id.equals(FirstAdminKey.ID)) {
            return firstAdminKey.revoke();
        }
        boolean exists = repository.existsById(id);
        if (exists) {
            repository.deleteById(id);
        }
        return exists;
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

    static boolean isSame(String digest, String other) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static String digest(String key) {
        return HexFormat.of().formatHex(Digests.sha256(key));
    }
}
