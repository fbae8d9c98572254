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

    /** The name of the caller in logs. It does not tell which person has a token, because logs are kept longer than persons. */
    public String actor() {
        return keyId;
    }
}
