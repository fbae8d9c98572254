package io.portrait.ingest;

import java.util.EnumSet;
import java.util.Set;

/** Why the journal takes no events of a person, or not all of them. */
public enum SuppressionReason {
    /** The person was erased, and has not consented again. */
    ERASED(1, "subject-erased", "the person was erased; they must consent again before events are taken"),
    /** The person has restricted the processing or objected to it. */
    RESTRICTED(2, "processing-restricted", "the person has restricted the processing of their data or objected to it"),
    /**
     * No consent to personalisation, which all events serve but transactions and those that say who is who: a refusal is
     * honoured under each id of a person, and so these must be known.
     */
    PERSONALISATION_WITHHELD(4, "consent-withheld", "the person does not consent to the purpose 'personalisation'"),
    /** No consent to the judgement of risk, which transactions serve. */
    RISK_WITHHELD(8, "consent-withheld", "the person does not consent to the purpose 'risk'");

    private final int bit;
    private final String code;
    private final String detail;

    SuppressionReason(int bit, String code, String detail) {
        this.bit = bit;
        this.code = code;
        this.detail = detail;
    }

    /** What the sender is told. */
    Rejection rejection() {
        return new Rejection(code, detail, "");
    }

    boolean appliesTo(EventType type) {
        return switch (this) {
            case ERASED, RESTRICTED -> true;
            case PERSONALISATION_WITHHELD -> type != EventType.TRANSACTION && !type.isIdentityEvent();
            case RISK_WITHHELD -> type == EventType.TRANSACTION;
        };
    }

    /** As stored. */
    static int toBits(Set<SuppressionReason> reasons) {
        return reasons.stream().mapToInt(reason -> reason.bit).sum();
    }

    static Set<SuppressionReason> fromBits(int bits) {
        Set<SuppressionReason> reasons = EnumSet.allOf(SuppressionReason.class);
        reasons.removeIf(reason -> (bits & reason.bit) == 0);
        return reasons;
    }
}
