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
