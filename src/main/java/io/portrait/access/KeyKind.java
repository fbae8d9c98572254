package io.portrait.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a key is for. */
public enum KeyKind {
    /** Sends events and items; may sit in clients, so it reads nothing. */
    WRITE,
    /** Reads noised profiles under a contract. */
    PARTNER,
    /** Reads noised profiles. */
    PUBLIC,
    /** The owner's own services: reads exact profiles. */
    INTERNAL,
    /** Runs the service; reads no profiles. */
    ADMIN,
    /** A person, by a token: reads and decides what concerns them. There are no keys of this kind. */
    SUBJECT;

    /** Those that keys can be of. */
    static final List<KeyKind> OF_KEYS =
            Arrays.stream(values()).filter(kind -> kind != SUBJECT).toList();

    /** The name in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static KeyKind labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
