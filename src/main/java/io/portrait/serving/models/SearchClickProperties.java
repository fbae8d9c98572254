package io.portrait.serving.models;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of learning from clicks on search results.
 *
 * @param maxPairs pairs of a query and an item that are stored, and as many pairs of a word and a topic: about 300 bytes each;
 *     and as many queries and words by person
 * @param maxBatch served lists read at once
 * @param pollInterval time between reads when there was nothing new
 * @param relearningInterval least time between two starts of learning the stored lists again after a removal
 */
@ConfigurationProperties("portrait.search")
public record SearchClickProperties(
        @DefaultValue("200000") int maxPairs,
        @DefaultValue("500") int maxBatch,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("10m") Duration relearningInterval) {}
