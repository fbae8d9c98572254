package io.portrait.kernel;

/**
 * The id that the sender gives to an event; unique within its user, so that a retry is recognized as a duplicate.
 *
 * @param value 1 to 128 characters without control characters
 */
public record MessageId(String value) implements Comparable<MessageId> {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if {@code value} is empty, too long or contains control characters
     */
    public MessageId {
        IdentifierFormat.require("messageId", value);
    }

    /** Order by the value's UTF-16 code units; the order in which rows are locked. */
    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
