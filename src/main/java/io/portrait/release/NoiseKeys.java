package io.portrait.release;

import io.portrait.kernel.Secrets;
import io.portrait.kernel.UserId;
import io.portrait.privacy.NoiseKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Derives each user's noise key from the master key. Who knows the master key can subtract all noise. */
@Component
class NoiseKeys implements Secrets {

    private static final String HMAC = "HmacSHA256";
    private static final String KEEP =
            "INSERT INTO development_secret (only_row, master_key) VALUES (true, ?) ON CONFLICT DO NOTHING";

    private final SecretKeySpec master;

    NoiseKeys(ReleaseProperties properties, Environment environment, JdbcTemplate jdbc) {
        this.master = new SecretKeySpec(masterKey(properties.masterKey(), environment, jdbc), HMAC);
    }

    private static byte[] masterKey(@Nullable String configured, Environment environment, JdbcTemplate jdbc) {
        if (StringUtils.hasText(configured)) {
            return decode(configured);
        }
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            throw new MasterKeyException("there is no master key");
        }
        return developmentKey(jdbc);
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
    private static byte[] developmentKey(JdbcTemplate jdbc) {
        byte[] random = new byte[NoiseKey.BYTES];
        new SecureRandom().nextBytes(random);
        jdbc.update(KEEP, (Object) random);
        return Objects.requireNonNull(jdbc.queryForObject("SELECT master_key FROM development_secret", byte[].class));
    }

    NoiseKey of(UserId user) {
        return NoiseKey.of(derive("noise-key", user.value()));
    }

    /** Tells two master keys apart and nothing of either. */
    String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint", ""));
    }

    @Override
    public byte[] derive(String purpose) {
        return derive(purpose, "");
    }

    private byte[] derive(String purpose, String subject) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(master);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256, this one refused it", e);
        }
    }
}
