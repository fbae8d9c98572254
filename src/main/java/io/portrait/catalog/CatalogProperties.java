package io.portrait.catalog;

import io.portrait.kernel.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the catalog.
 *
 * @param maxItems largest number of items in one request
 * @param maxTopics largest number of topics in total; it bounds the size of a profile row, which has an entry per topic
 * @param maxItemsPerKey largest number of items that one {@code catalogue} key may have created
 * @param maxTopicsPerKey largest number of topics that one {@code catalogue} key may have created, so that one key cannot use
 *     up the topics of all
 * @param topicDepth number of levels of a category path for which interests are stored
 * @param cachedItems number of item revisions in memory
 */
@ConfigurationProperties("portrait.catalog")
public record CatalogProperties(
        @DefaultValue("2500") int maxItems,
        @DefaultValue("1000") int maxTopics,
        @DefaultValue("1000000") int maxItemsPerKey,
        @DefaultValue("500") int maxTopicsPerKey,
        @DefaultValue("2") int topicDepth,
        @DefaultValue("100000") int cachedItems) {

    /**
     * The topics of an item in these categories: their paths cut to the topic depth, and all ancestors, without
     * duplicates.
     */
    public List<Topic> topicsOf(List<Topic> categories) {
        return categories.stream()
                .flatMap(category -> IntStream.rangeClosed(1, topicDepth).mapToObj(category::truncatedTo))
                .distinct()
                .toList();
    }
}
