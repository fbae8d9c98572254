package io.portrait.access.consent;

import io.portrait.ingest.SuppressionReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a person has decided about their data.
 *
 * @param permitted the purposes consented to
 * @param restricted the data are kept and not used (GDPR 18)
 * @param objected the person objects to being profiled (GDPR 21)
 */
public record ConsentState(Set<ConsentPurpose> permitted, boolean restricted, boolean objected) {

    /** Of a person who has decided nothing. */
    static final ConsentState UNDECIDED = new ConsentState(EnumSet.allOf(ConsentPurpose.class), false, false);

    /** Of a person who was erased: nothing counts that is not said anew. */
    static final ConsentState ERASED = new ConsentState(Set.of(), false, false);

    /** Takes a copy. */
    public ConsentState {
        permitted = Set.copyOf(permitted);
    }

    /** Whether the profile must rest. */
    public boolean isProcessingRestricted() {
        return restricted || objected;
    }

    /** Whether the data may be used for something now. */
    public boolean permits(ConsentPurpose purpose) {
        return permitted.contains(purpose) && !isProcessingRestricted();
    }

    /** What both permit. */
    ConsentState mostRestrictive(ConsentState other) {
        Set<ConsentPurpose> inBoth = EnumSet.allOf(ConsentPurpose.class);
        inBoth.retainAll(permitted);
        inBoth.retainAll(other.permitted);
        return new ConsentState(inBoth, restricted || other.restricted, objected || other.objected);
    }

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
