package io.portrait.model.searchclick;

/**
 * The factor of an item's attraction under a query beyond its prior relevance: the product of two factors, each 1
 * without data.
 *
 * @param topics from the clicks of the query's words on the item's topics
 * @param item from the clicks of the query on the item, beyond the topics
 */
public record AttractionLift(double topics, double item) {

    /** The lift without data. */
    public static final AttractionLift NEUTRAL = new AttractionLift(1, 1);

    /** The product of both factors. */
    public double product() {
        return topics * item;
    }
}
