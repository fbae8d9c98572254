package io.portrait.release;

import io.portrait.kernel.Digests;
import io.portrait.kernel.KeyDerivation;
import io.portrait.release.mechanism.NoiseKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The master key, from which all other keys are derived, including the one that wraps the noise keys. It is configured
 * outside of the database, so a copy of the database is not sufficient to subtract the noise. The master key itself is
 * never used; each purpose has its own derived key.
 */
@Component
class MasterKey implements KeyDerivation {

    private static final String INSERT_DEVELOPMENT_KEY =
            "INSERT INTO development_secret (only_row, master_key) VALUES (true, ?) ON CONFLICT DO NOTHING";

    /** Another stored key is kept, because without it the releases that were made with it could not continue. */
    private static final String DELETE_DEVELOPMENT_KEY = "DELETE FROM development_secret WHERE master_key = ?";

    private final byte[] secret;

    MasterKey(ReleaseProperties properties, Environment environment, JdbcTemplate jdbc) {
        Optional<byte[]> configured = configuredKey(properties).map(MasterKey::decode);
        configured.ifPresent(key -> jdbc.update(DELETE_DEVELOPMENT_KEY, (Object) key));
        this.secret = configured.orElseGet(() -> developmentKey(environment, jdbc));
    }

    private static Optional<String> configuredKey(ReleaseProperties properties) {
        @Nullable String value = properties.masterKey();
        @Nullable String file = properties.masterKeyFile();
        if (StringUtils.hasText(value) && StringUtils.hasText(file)) {
            throw new MasterKeyException("both PORTRAIT_MASTER_KEY and PORTRAIT_MASTER_KEY_FILE are set");
        }
        if (StringUtils.hasText(file)) {
            return Optional.of(readFile(Path.of(file)));
        }
        return StringUtils.hasText(value) ? Optional.of(value) : Optional.empty();
    }

    private static String readFile(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new MasterKeyException("the file %s cannot be read".formatted(file), e);
        }
    }

    private static byte[] decode(String configured) {
        try {
            byte[] key = Base64.getDecoder().decode(configured.strip());
            if (key.length == NoiseKey.BYTES) {
                return key;
            }
            throw new MasterKeyException("the master key has %d bytes".formatted(key.length));
        } catch (IllegalArgumentException e) {
            throw new MasterKeyException("the master key is not Base64", e);
        }
    }

    /**
     * The random key of the embedded database. It is stored beside the data, so it is suitable for development only: an admin
     * key, which ends the development mode, demands a master key outside of the database.
     */
    private static byte[] developmentKey(Environment environment, JdbcTemplate jdbc) {
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            throw new MasterKeyException("no master key is set");
        }
        if (StringUtils.hasText(environment.getProperty("portrait.access.admin-key"))) {
            throw new MasterKeyException("an admin key is set and no master key");
        }
        byte[] random = new byte[NoiseKey.BYTES];
        new SecureRandom().nextBytes(random);
        jdbc.update(INSERT_DEVELOPMENT_KEY, (Object) random);
        return Objects.requireNonNull(jdbc.queryForObject("SELECT master_key FROM development_secret", byte[].class));
    }

    /** A fingerprint that identifies the key without revealing it. */
    String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint", ""));
    }

    @Override
    public byte[] derive(String purpose) {
        return derive(purpose, "");
    }

    /**
     * Derives 32 bytes by HMAC-SHA256 from a purpose and a subject; the caller owns them. They reveal nothing about the
     * master key or about keys of other purposes.
     *
     * @param purpose ASCII text without a zero character
     */
    byte[] derive(String purpose, String subject) {
        Mac mac = Digests.hmacSha256(secret);
        mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) 0);
        return mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
    }
}
