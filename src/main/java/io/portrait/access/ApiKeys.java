package io.portrait.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * The keys: {@code pk_<id>_<secret>}, 256 random bits of secret, found by their id and compared by their digest in
 * constant time.
 */
@Component
public class ApiKeys {

    private static final String PREFIX = "pk_";
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /** How long a revoked key may still be taken. */
    private static final Duration MEMORY = Duration.ofSeconds(5);

    private static final Map<String, Caller> DEVELOPMENT = KeyKind.OF_KEYS.stream()
            .map(kind -> new Caller("dev-" + kind.label(), kind))
            .collect(Collectors.toMap(Caller::keyId, Function.identity()));

    /** A new key and, this once, its secret. */
    public record Created(ApiKey key, String secret) {}

    /** A key that takes another's place, and until when the other is good. */
    public record Rotated(Created created, ApiKey old) {}

    private record Known(
            Caller caller, String digest, @Nullable Instant expiresAt) {}

    private final ApiKeyRepository repository;
    private final AccessMode mode;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final @Nullable String adminDigest;
    private final Cache<String, Optional<Known>> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();

    ApiKeys(
            ApiKeyRepository repository,
            AccessProperties properties,
            AccessMode mode,
            AuditLog audit,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.repository = repository;
        this.mode = mode;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
        this.adminDigest = mode.isDevelopment() ? null : digest(Objects.requireNonNull(properties.adminKey()));
    }

    /** The caller with a key; empty if the key is unknown, revoked or expired. */
    public Optional<Caller> authenticate(String key) {
        if (mode.isDevelopment() && DEVELOPMENT.containsKey(key)) {
            return Optional.of(DEVELOPMENT.get(key));
        }
        String digest = digest(key);
        if (adminDigest != null && isSame(adminDigest, digest)) {
            return Optional.of(new Caller("first-admin", KeyKind.ADMIN));
        }
        return idOf(key)
                .flatMap(this::known)
                .filter(found -> isSame(found.digest(), digest))
                .filter(found -> found.expiresAt() == null || clock.instant().isBefore(found.expiresAt()))
                .map(Known::caller);
    }

    /**
     * Not by the cache's own way to load: that lets those who ask for the same key wait for each other, and while the
     * database is away each of them for its failures, one after the other.
     */
    private Optional<Known> known(String id) {
        return Optional.ofNullable(known.getIfPresent(id)).orElseGet(() -> remember(id, find(id)));
    }

    private Optional<Known> remember(String id, Optional<Known> found) {
        known.put(id, found);
        return found;
    }

    private Optional<Known> find(String id) {
        return repository.findById(id).map(entity -> {
            ApiKey key = entity.toKey();
            return new Known(new Caller(id, key.kind()), entity.digest(), key.expiresAt());
        });
    }

    /**
     * Makes a key.
     *
     * @param label for people, at most 128 characters
     * @throws IllegalArgumentException if there are no keys of this kind
     */
    public Created create(KeyKind kind, String label, @Nullable Instant expiresAt, Caller by) {
        if (!KeyKind.OF_KEYS.contains(kind)) {
            throw new IllegalArgumentException("there are no keys of kind '%s'".formatted(kind.label()));
        }
        return Objects.requireNonNull(transactions.execute(status -> createWithin(kind, label, expiresAt, by)));
    }

    private Created createWithin(KeyKind kind, String label, @Nullable Instant expiresAt, Caller by) {
        String id = HexFormat.of().formatHex(randomBytes(ID_BYTES));
        String secret =
                PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(SECRET_BYTES));
        ApiKey key = new ApiKey(id, kind, label, stored(clock.instant()), expiresAt == null ? null : stored(expiresAt));
        repository.save(new ApiKeyEntity(key, digest(secret)));
        audit.append(AuditEvent.of("key-created " + id, by, null));
        return new Created(key, secret);
    }

    /** As the database keeps a time; it would round, and a key would live on for half a microsecond. */
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Makes a key like another one, which stays good for a while, so that its users can change over.
     *
     * @return empty if there is no such key
     */
    public Optional<Rotated> rotate(String id, Duration overlap, Caller by) {
        Optional<Rotated> rotated = Objects.requireNonNull(
                transactions.execute(status -> repository.findById(id).map(old -> rotate(old, overlap, by))));
        known.invalidate(id);
        return rotated;
    }

    private Rotated rotate(ApiKeyEntity old, Duration overlap, Caller by) {
        ApiKey key = old.toKey();
        Created created = createWithin(key.kind(), key.label(), key.expiresAt(), by);
        old.expireBy(stored(clock.instant().plus(overlap)));
        audit.append(AuditEvent.of("key-rotated " + key.id(), by, null));
        return new Rotated(created, old.toKey());
    }

    /** All keys, oldest first. */
    public List<ApiKey> list() {
        return repository.findAll(Sort.by("createdAt")).stream()
                .map(ApiKeyEntity::toKey)
                .toList();
    }

    /** Ends a key within seconds; says whether there was one. */
    public boolean revoke(String id, Caller by) {
        boolean existed = Boolean.TRUE.equals(transactions.execute(status -> {
            boolean exists = repository.existsById(id);
            if (exists) {
                repository.deleteById(id);
                audit.append(AuditEvent.of("key-revoked " + id, by, null));
            }
            return exists;
        }));
        known.invalidate(id);
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
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
