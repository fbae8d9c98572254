package io.portrait.serving.recommend;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of recommendations.
 *
 * @param diversity the weight of the similarity to selected items against the score, in [0, 1]
 * @param candidates the number of items that are scored first; more are scored if the filters leave too few
 * @param exploration the fraction of lists whose last position is explored, in [0, 1]
 * @param newItems the fraction of lists in which the second-last position shows a new item of the catalog, in [0, 1]
 * @param newItemPeriod how long an item is new after its creation
 * @param maxInterestControls the maximum number of interest controls of a person, which bounds the reads of a request
 * @param servedListRetention the retention of served lists
 */
@ConfigurationProperties("portrait.recommend")
public record RecommendationProperties(
        @DefaultValue("0.1") double diversity,
        @DefaultValue("200") int candidates,
        @DefaultValue("0.1") double exploration,
        @DefaultValue("0.1") double newItems,
        @DefaultValue("14d") Duration newItemPeriod,
        @DefaultValue("200") int maxInterestControls,
        @DefaultValue("30d") Duration servedListRetention) {

    public RecommendationProperties {
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("diversity must be in [0, 1], is " + diversity);
        }
        if (!(exploration >= 0 && exploration <= 1)) {
            throw new IllegalArgumentException("exploration must be in [0, 1], is " + exploration);
        }
        if (!(newItems >= 0 && newItems <= 1)) {
            throw new IllegalArgumentException("new-items must be in [0, 1], is " + newItems);
        }
    }
}
