package io.portrait.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller of a request.
 *
 * @param keyId names the key, not its secret
 * @param subject the person who acts for themselves; null for keys
 */
public record Caller(String keyId, KeyRole role, @Nullable UserId subject) {

    /** The service itself. */
    public static final Caller SERVICE = new Caller("service", KeyRole.ADMIN);

    /** A caller with a key. */
    public Caller(String keyId, KeyRole role) {
        this(keyId, role, null);
    }

    /** A person with a token. */
    public static Caller ofSubject(UserId subject) {
        return new Caller("subject", KeyRole.SUBJECT, subject);
    }

    /** As the logs name the caller: a person only as such, for the log outlives the person. */
    public String actor() {
        return keyId;
    }
}
