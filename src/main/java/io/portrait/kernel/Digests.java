package io.portrait.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA256, which every Java platform has; so callers need not handle their absence. */
public final class Digests {

    private static final String SHA_256 = "SHA-256";
    private static final String HMAC_SHA_256 = "HmacSHA256";

    private Digests() {}

    /** A new SHA-256 digest, for input that comes in several parts. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(SHA_256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + SHA_256, e);
        }
    }

    /** The SHA-256 digest of a text in UTF-8: 32 bytes. */
    public static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A new HMAC-SHA256 under a key, for input that comes in several parts.
     *
     * @param key at least one byte; copied
     */
    public static Mac hmacSha256(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC_SHA_256);
            mac.init(new SecretKeySpec(key, HMAC_SHA_256));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC_SHA_256, e);
        }
    }

    /** The HMAC-SHA256 of a message under a key: 32 bytes. */
    public static byte[] hmacSha256(byte[] key, byte[] message) {
        return hmacSha256(key).doFinal(message);
    }
}
