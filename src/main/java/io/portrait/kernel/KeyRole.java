package io.portrait.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The role of a key, which decides what its holder may do. */
public enum KeyRole {
    /** Sends events only; it may be part of a client, so it reads nothing and changes nothing that others see. */
    WRITE,
    /** Writes items and reads the catalog; it sends no events and reads no personal data. */
    CATALOGUE,
    /** Reads noisy profiles under a contract. */
    PARTNER,
    /** Reads noisy profiles. */
    PUBLIC,
    /** The owner's own services: reads exact profiles. */
    INTERNAL,
    /** Runs the service; reads no profiles. */
    ADMIN,
    /** A person, by a token: reads and decides what concerns them. No key has this role. */
    SUBJECT;

    /** The roles that a key can have. */
    public static final List<KeyRole> ASSIGNABLE =
            Arrays.stream(values()).filter(role -> role != SUBJECT).toList();

    /** The name in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static KeyRole ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
