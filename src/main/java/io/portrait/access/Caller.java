package io.portrait.access;

import io.portrait.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param keyId names the key, not its secret
 * @param subject the person who acts for themselves; null for keys
 */
public record Caller(String keyId, KeyKind kind, @Nullable UserId subject) {

    /** The service itself. */
    static final Caller SERVICE = new Caller("service", KeyKind.ADMIN);

    /** A caller with a key. */
    public Caller(String keyId, KeyKind kind) {
        this(keyId, kind, null);
    }

    /** A person with a token. */
    static Caller person(UserId subject) {
        return new Caller("subject", KeyKind.SUBJECT, subject);
    }

    /** As the logs name the caller: a person only as such, for the log outlives the person. */
    public String actor() {
        return keyId;
    }
}
