package io.portrait.access.consent;

import io.portrait.ingest.SuppressionReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * The consent of a person: permitted purposes, restriction and objection.
 *
 * @param permitted purposes with consent
 * @param restricted the data are stored but not processed (GDPR 18)
 * @param objected the person objects to profiling (GDPR 21)
 */
public record ConsentState(Set<ConsentPurpose> permitted, boolean restricted, boolean objected) {

    /** The state before the first decision: every purpose is permitted. */
    static final ConsentState UNDECIDED = new ConsentState(EnumSet.allOf(ConsentPurpose.class), false, false);

    /** The state after an erasure: no purpose is permitted until the person consents again. */
    static final ConsentState ERASED = new ConsentState(Set.of(), false, false);

    /** Copies the set. */
    public ConsentState {
        permitted = Set.copyOf(permitted);
    }

    /** A check whether the profile must not be used or updated. */
    public boolean isProcessingRestricted() {
        return restricted || objected;
    }

    /** A check whether the data may be processed for a purpose: consent given, processing not restricted. */
    public boolean permits(ConsentPurpose purpose) {
        return permitted.contains(purpose) && !isProcessingRestricted();
    }

    /** The intersection of two states: a purpose stays permitted only if both permit it. */
    ConsentState mostRestrictive(ConsentState other) {
        Set<ConsentPurpose> common = EnumSet.allOf(ConsentPurpose.class);
        common.retainAll(permitted);
        common.retainAll(other.permitted);
        return new ConsentState(common, restricted || other.restricted, objected || other.objected);
    }

    /** The reasons for which events of the person are suppressed. */
    Set<SuppressionReason> suppressionReasons() {
        Set<SuppressionReason> reasons = EnumSet.noneOf(SuppressionReason.class);
        if (isProcessingRestricted()) {
            reasons.add(SuppressionReason.RESTRICTED);
        }
        if (!permitted.contains(ConsentPurpose.PERSONALISATION)) {
            reasons.add(SuppressionReason.PERSONALISATION_WITHHELD);
        }
        if (!permitted.contains(ConsentPurpose.RISK)) {
            reasons.add(SuppressionReason.RISK_WITHHELD);
        }
        return reasons;
    }
}
