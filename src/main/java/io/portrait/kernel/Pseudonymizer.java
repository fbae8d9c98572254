package io.portrait.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A name for a person that only the service can tell: HMAC-SHA256 of the user's id. It stays where the id must not, and
 * without the key nobody can try ids until one fits.
 */
public final class Pseudonymizer {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** With the service's key for subjects. */
    public Pseudonymizer(KeyDerivation keys) {
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keys.derive("subject"), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The hash of a user's id, 32 bytes. About a microsecond; safe for many threads. */
    public byte[] pseudonym(UserId user) {
        try {
            return ((Mac) mac.clone()).doFinal(user.value().getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be copied", e);
        }
    }
}
