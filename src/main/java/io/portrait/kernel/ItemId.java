package io.portrait.kernel;

/**
 * The id of an item that events refer to: a product, an article, a song.
 *
 * @param value 1 to 128 characters without control characters
 */
public record ItemId(String value) implements Comparable<ItemId> {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if {@code value} is empty, too long or contains control characters
     */
    public ItemId {
        IdentifierFormat.require("item", value);
    }

    /**
     * An id that a client sends. The constructor accepts more, because it also reads stored ids.
     *
     * @throws IllegalArgumentException if the value is not valid, or has characters that no new id may contain
     */
    public static ItemId ofClient(String value) {
        return new ItemId(IdentifierFormat.requireNew("item", value));
    }

    /** Order by the value's UTF-16 code units; the order in which rows are locked. */
    @Override
    public int compareTo(ItemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
