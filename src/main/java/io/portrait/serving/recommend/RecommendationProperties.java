package io.portrait.serving.recommend;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How lists are made.
 *
 * @param diversity what likeness to items above costs, 0 (nothing) to 1 (all that counts)
 * @param candidates items that a list is picked from, at first; more where the filters leave too few
 * @param exploration the share of lists in whose last place another item is tried, 0 to 1
 * @param maxInterestControls topics that one person may correct: the reads of a request stay small
 * @param servedListRetention how long served lists are kept
 */
@ConfigurationProperties("portrait.recommend")
public record RecommendationProperties(
        @DefaultValue("0.1") double diversity,
        @DefaultValue("200") int candidates,
        @DefaultValue("0.1") double exploration,
        @DefaultValue("200") int maxInterestControls,
        @DefaultValue("30d") Duration servedListRetention) {

    public RecommendationProperties {
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("diversity must be in [0, 1], is " + diversity);
        }
        if (!(exploration >= 0 && exploration <= 1)) {
            throw new IllegalArgumentException("exploration must be in [0, 1], is " + exploration);
        }
    }
}
