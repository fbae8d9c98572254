package io.portrait.serving.models;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How searches are learned from.
 *
 * @param maxPairs of a query and an item that are remembered, and as many of a word and a topic: about 300 bytes each
 * @param maxBatch lists that are read at once
 * @param poll how long to wait where nothing was new
 */
@ConfigurationProperties("portrait.search-clicks")
public record SearchClickProperties(
        @DefaultValue("200000") int maxPairs,
        @DefaultValue("500") int maxBatch,
        @DefaultValue("500ms") Duration poll) {}
