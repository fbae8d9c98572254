package io.portrait.kernel;

import java.util.Optional;

/**
 * The id of the user whom an event is about.
 *
 * @param value 1 to 128 characters without control characters
 */
public record UserId(String value) implements Comparable<UserId> {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if {@code value} is empty, too long or contains control characters
     */
    public UserId {
        IdentifierFormat.require("userId", value);
    }

    /**
     * An id that a client sends. The constructor accepts more, because it also reads stored ids.
     *
     * @throws IllegalArgumentException if the value is not valid, or has characters that no new id may contain
     */
    public static UserId ofClient(String value) {
        return new UserId(IdentifierFormat.requireNew("userId", value));
    }

    /** The id with this value; empty if the value is not a valid id. */
    public static Optional<UserId> parse(String text) {
        try {
            return Optional.of(new UserId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Order by the value's UTF-16 code units; the order in which rows are locked. */
    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
