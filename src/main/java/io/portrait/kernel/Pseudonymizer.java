package io.portrait.kernel;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;

/**
 * A keyed pseudonym of a user: HMAC-SHA256 of the user's id. Records that must outlive the user's data hold it instead of the
 * id. Without the key, guessed ids cannot be tested against it.
 */
public final class Pseudonymizer {

    private final Mac mac;

    /** A pseudonymizer with the key that is derived for subjects. */
    public Pseudonymizer(KeyDerivation keys) {
        this.mac = Digests.hmacSha256(keys.derive("subject"));
    }

    /** The pseudonym of a user, 32 bytes. Takes about a microsecond; safe for threads. */
    public byte[] pseudonym(UserId user) {
        try {
            return ((Mac) mac.clone()).doFinal(user.value().getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's HMAC-SHA256 can be copied", e);
        }
    }
}
