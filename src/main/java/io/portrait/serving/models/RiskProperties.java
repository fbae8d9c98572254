package io.portrait.serving.models;

import io.portrait.model.fraud.FraudPrior;
import io.portrait.model.fraud.RiskCapacity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the payment risk model. A change of a bound makes the models learn the journal again.
 *
 * @param mediumThreshold smallest fraud probability of a medium risk
 * @param highThreshold smallest fraud probability of a high risk
 * @param baseRate the share of frauds that is assumed before labels say more, in (0, 1)
 * @param evidenceLabels the number of labels below which the level of a risk is unknown and its probability drawn towards the
 *     base rate
 * @param maxCards cards whose history is stored, about 1.2 KB each
 * @param maxTerminals terminals whose history is stored, about 1.3 KB each
 * @param maxUnlabelled payments stored until their label arrives, about 500 bytes each
 */
@ConfigurationProperties("portrait.risk")
public record RiskProperties(
        @DefaultValue("0.05") double mediumThreshold,
        @DefaultValue("0.5") double highThreshold,
        @DefaultValue("0.01") double baseRate,
        @DefaultValue("500") int evidenceLabels,
        @DefaultValue("100000") int maxCards,
        @DefaultValue("50000") int maxTerminals,
        @DefaultValue("200000") int maxUnlabelled) {

    public RiskProperties {
        if (!(mediumThreshold >= 0 && highThreshold >= mediumThreshold && highThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "0 ≤ portrait.risk.medium-threshold ≤ portrait.risk.high-threshold ≤ 1 must hold, they are %s and %s"
                            .formatted(mediumThreshold, highThreshold));
        }
    }

    FraudPrior prior() {
        return new FraudPrior(baseRate, evidenceLabels);
    }

    RiskCapacity capacity() {
        return new RiskCapacity(maxCards, maxTerminals, maxUnlabelled);
    }
}
