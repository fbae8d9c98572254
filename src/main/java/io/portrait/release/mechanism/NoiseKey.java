package io.portrait.release.mechanism;

import io.portrait.kernel.Digests;

/**
 * K_user, the secret key from which all noise of one person is derived. Its owner could subtract the noise, so the
 * bytes have no accessor and {@link #toString} hides them. After the deletion of the key the noise cannot be
 * reproduced.
 */
public final class NoiseKey {

    /** Bytes in a key. */
    public static final int BYTES = 32;

    private final byte[] secret;

    private NoiseKey(byte[] owned) {
        this.secret = owned;
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
        return new NoiseKey(secret.clone());
    }

    /** HMAC-SHA256 of the message under this key: 32 bytes that the caller owns. */
    byte[] hmac(byte[] message) {
        return Digests.hmacSha256(secret, message);
    }

    @Override
    public String toString() {
        return "NoiseKey[hidden]";
    }
}
