package io.portrait.catalog;

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
        @DefaultValue("100000") int cachedItems) {}
