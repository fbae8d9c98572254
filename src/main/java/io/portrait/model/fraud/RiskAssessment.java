package io.portrait.model.fraud;

import java.util.List;

/**
 * What is thought of a payment.
 *
 * @param probability that it is a fraud
 * @param reasons whose contributions add up to the probability's log-odds, the largest first
 */
public record RiskAssessment(double probability, List<RiskReason> reasons) {

    /**
     * What a group of features does.
     *
     * @param code such as {@code terminal-frauds}; {@code usual-payment} is where all begin
     * @param contribution in log-odds: above 0 it speaks for a fraud
     */
    public record RiskReason(String code, double contribution) {}

    public RiskAssessment {
        reasons = List.copyOf(reasons);
    }
}
