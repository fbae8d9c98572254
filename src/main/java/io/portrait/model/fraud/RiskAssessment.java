package io.portrait.model.fraud;

import java.util.List;

/**
 * Fraud risk of a payment with its reasons.
 *
 * @param probability probability of fraud
 * @param reasons contributions that add up to the log-odds of the probability, the largest first
 */
public record RiskAssessment(double probability, List<RiskReason> reasons) {

    /**
     * The contribution of a group of features.
     *
     * @param code the group, such as {@code terminal-frauds}, or {@code baseline} for the mean payment
     * @param contribution in log-odds; a positive contribution raises the probability of fraud
     */
    public record RiskReason(String code, double contribution) {}

    public RiskAssessment {
        reasons = List.copyOf(reasons);
    }
}
