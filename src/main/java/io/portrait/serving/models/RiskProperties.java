package io.portrait.serving.models;

import io.portrait.model.fraud.RiskCapacity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are judged.
 *
 * @param mediumThreshold the probability from which on a payment's risk is medium
 * @param highThreshold the same for high
 * @param maxCards whose history is kept, about 1.2 KB each
 * @param maxTerminals whose history is kept, about 1.3 KB each
 * @param maxUnlabelled payments that wait for their label, about 500 bytes each
 */
@ConfigurationProperties("portrait.risk")
public record RiskProperties(
        @DefaultValue("0.05") double mediumThreshold,
        @DefaultValue("0.5") double highThreshold,
        @DefaultValue("100000") int maxCards,
        @DefaultValue("50000") int maxTerminals,
        @DefaultValue("200000") int maxUnlabelled) {

    public RiskProperties {
        if (!(mediumThreshold >= 0 && highThreshold >= mediumThreshold && highThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "0 ≤ medium ≤ high ≤ 1 must hold, they are %s and %s".formatted(mediumThreshold, highThreshold));
        }
    }

    RiskCapacity bounds() {
        return new RiskCapacity(maxCards, maxTerminals, maxUnlabelled);
    }
}
