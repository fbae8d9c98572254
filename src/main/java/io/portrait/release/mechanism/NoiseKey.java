package io.portrait.release.mechanism;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * K_user, the secret from which all noise of one person follows. Who has it can subtract the noise, so it never leaves:
 * the bytes have no accessor and {@link #toString} hides them. Destroying it makes the noise unrecoverable.
 */
public final class NoiseKey {

    /** Bytes in a key. */
    public static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec secret;

    private NoiseKey(SecretKeySpec secret) {
        this.secret = secret;
    }

    /**
     * The key with these bytes.
     *
     * @param secret 32 bytes from a cryptographic generator, copied
     * @throws IllegalArgumentException if the number of bytes differs
     */
    public static NoiseKey of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("key must have %d bytes, has %d".formatted(BYTES, secret.length));
        }
        return new NoiseKey(new SecretKeySpec(secret, HMAC));
    }

    /** HMAC-SHA256 of the message under this key: 32 bytes that the caller owns. */
    byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256, this one refused it", e);
        }
    }

    @Override
    public String toString() {
        return "NoiseKey[hidden]";
    }
}
