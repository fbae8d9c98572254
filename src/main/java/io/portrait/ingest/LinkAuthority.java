package io.portrait.ingest;

import java.util.Locale;

/**
 * The authority of a statement that two ids belong to one person. A client cannot be trusted, because everyone can read its
 * key; the owner can.
 */
public enum LinkAuthority {
    /** A client without a proof. */
    CLIENT,
    /** A client with an identity token, by which the owner states who the user is, but not whose the other id is. */
    ASSERTED,
    /** The owner states that both ids belong to one person. */
    OWNER;

    /** The name in the database. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LinkAuthority ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
