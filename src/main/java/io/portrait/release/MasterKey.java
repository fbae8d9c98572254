package io.portrait.release;

import io.portrait.kernel.KeyDerivation;
import io.portrait.release.mechanism.NoiseKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The key that all others hang on: it seals the users' noise keys. It comes from outside of the database, so that a copy
 * of the database alone subtracts no noise. Only derived keys are ever used, a different one for each purpose.
 */
@Component
class MasterKey implements KeyDerivation {

    private static final String HMAC = "HmacSHA256";
    private static final String INSERT_DEVELOPMENT_KEY =
            "INSERT INTO development_secret (only_row, master_key) VALUES (true, ?) ON CONFLICT DO NOTHING";

    private final SecretKeySpec secret;

    MasterKey(ReleaseProperties properties, Environment environment, JdbcTemplate jdbc) {
        this.secret = new SecretKeySpec(
                configuredKey(properties).map(MasterKey::decode).orElseGet(() -> developmentKey(environment, jdbc)),
                HMAC);
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

    /** With the embedded database a random key is kept beside the data: good for trying, not for secrets. */
    private static byte[] developmentKey(Environment environment, JdbcTemplate jdbc) {
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            throw new MasterKeyException("there is no master key");
        }
        byte[] random = new byte[NoiseKey.BYTES];
        new SecureRandom().nextBytes(random);
        jdbc.update(INSERT_DEVELOPMENT_KEY, (Object) random);
        return Objects.requireNonNull(jdbc.queryForObject("SELECT master_key FROM development_secret", byte[].class));
    }

    /** Tells two master keys apart and nothing of either. */
    String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint", ""));
    }

    @Override
    public byte[] derive(String purpose) {
        return derive(purpose, "");
    }

    /**
     * HMAC-SHA256 of a subject for a purpose: 32 bytes that the caller owns, and that say nothing of the master key, nor of
     * what is derived for another purpose.
     *
     * @param purpose without a zero character
     */
    byte[] derive(String purpose, String subject) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256, this one refused it", e);
        }
    }
}
