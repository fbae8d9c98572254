package io.portrait.access.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.access.auth.JdbcIdentitySecrets.StoredSalts;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyDerivation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The secrets with which the owner's servers sign identity tokens, one for each write key that has one. A secret is derived
 * from the master key and a random salt, so the database contains no secret.
 */
@Component
public class IdentitySecrets {

    private static final int SALT_BYTES = 16;

    /** Upper bound of the time for which another instance still uses a deleted secret. */
    private static final Duration CACHE_TTL = Duration.ofSeconds(5);

    private static final int CACHED_KEYS = 10_000;

    /**
     * A new secret, which is not available later.
     *
     * @param secret the text whose UTF-8 bytes are the key of HS256
     * @param previousExpiresAt when the previous secret becomes invalid; null if there was none
     */
    public record CreatedSecret(
            String keyId, String secret, @Nullable Instant previousExpiresAt) {}

    private final JdbcIdentitySecrets store;
    private final KeyDerivation keyDerivation;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, List<ValidSecret>> cachedSecrets = Caffeine.newBuilder()
            .maximumSize(CACHED_KEYS)
            .expireAfterWrite(CACHE_TTL)
            .build();

    /** A secret with its expiry. */
    private record ValidSecret(String secret, @Nullable Instant expiresAt) {

        boolean isValid(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }

    IdentitySecrets(
            JdbcIdentitySecrets store,
            KeyDerivation keyDerivation,
            AuditLog audit,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.store = store;
        this.keyDerivation = keyDerivation;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    /** Creates a secret for a key. A previous secret of the key stays valid for an overlap. */
    public CreatedSecret rotate(String keyId, Duration overlap, Caller caller) {
        String salt = newSalt();
        Instant now = clock.instant();
        Instant previousExpiresAt = now.plus(overlap);
        boolean replaced = Boolean.TRUE.equals(transactions.execute(status -> {
            audit.append(AuditEvent.ofOperation("identity-secret-created " + keyId, caller, null));
            return store.rotate(keyId, salt, now, previousExpiresAt);
        }));
        cachedSecrets.invalidate(keyId);
        return new CreatedSecret(keyId, secret(keyId, salt), replaced ? previousExpiresAt : null);
    }

    /** Deletes the secrets of a key; returns whether it had any. All instances reject their tokens within five seconds. */
    public boolean delete(String keyId, Caller caller) {
        boolean existed = Boolean.TRUE.equals(transactions.execute(status -> {
            boolean deleted = store.delete(keyId);
            if (deleted) {
                audit.append(AuditEvent.ofOperation("identity-secret-deleted " + keyId, caller, null));
            }
            return deleted;
        }));
        cachedSecrets.invalidate(keyId);
        return existed;
    }

    /** The secrets of a key that are valid now. */
    List<String> validSecrets(String keyId) {
        Instant now = clock.instant();
        @Nullable List<ValidSecret> cached = cachedSecrets.getIfPresent(keyId);
        List<ValidSecret> secrets = cached == null ? load(keyId) : cached;
        cachedSecrets.put(keyId, secrets);
        return secrets.stream()
                .filter(secret -> secret.isValid(now))
                .map(ValidSecret::secret)
                .toList();
    }

    private List<ValidSecret> load(String keyId) {
        List<ValidSecret> secrets = new ArrayList<>();
        store.find(keyId).ifPresent(salts -> addSecrets(keyId, salts, secrets));
        return secrets;
    }

    private void addSecrets(String keyId, StoredSalts salts, List<ValidSecret> secrets) {
        secrets.add(new ValidSecret(secret(keyId, salts.current()), null));
        if (salts.previous() != null) {
            secrets.add(new ValidSecret(secret(keyId, salts.previous()), salts.previousExpiresAt()));
        }
    }

    private String newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    private String secret(String keyId, String salt) {
        byte[] derived = keyDerivation.derive("identity-token %s %s".formatted(keyId, salt));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
    }
}
