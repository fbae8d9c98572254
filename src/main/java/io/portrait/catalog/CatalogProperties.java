package io.portrait.catalog;

import io.portrait.kernel.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of the catalogue.
 *
 * @param maxItems in one request
 * @param maxTopics in all; it bounds a profile's row, which has an entry per topic
 * @param topicDepth how many levels of a category path interests are kept at
 * @param cachedItems revisions kept in memory
 */
@ConfigurationProperties("portrait.catalog")
public record CatalogProperties(
        @DefaultValue("2500") int maxItems,
        @DefaultValue("1000") int maxTopics,
        @DefaultValue("2") int topicDepth,
        @DefaultValue("100000") int cachedItems) {

    /** The topics of an item in some categories: these to the depth that interests are kept at, and all above, each once. */
    public List<Topic> topicsOf(List<Topic> categories) {
        return categories.stream()
                .flatMap(category -> IntStream.rangeClosed(1, topicDepth).mapToObj(category::truncatedTo))
                .distinct()
                .toList();
    }
}
