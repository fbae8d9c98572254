package io.portrait.model.searchclick;

/**
 * By how much an item attracts those who ask a query more than its caller thought: the product of two factors, 1 where
 * nothing is known.
 *
 * @param topics by what the query's words are to the item's topics
 * @param item by what the query is to the item itself, beyond that
 */
public record AttractionLift(double topics, double item) {

    /** Nothing is known. */
    public static final AttractionLift NEUTRAL = new AttractionLift(1, 1);

    /** Both together. */
    public double product() {
        return topics * item;
    }
}
