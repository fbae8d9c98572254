package io.portrait.ingest;

import java.util.EnumSet;
import java.util.Set;

/** The reason why events of a person are suppressed, all of them or some types. */
public enum SuppressionReason {
    /** The person was erased and has not consented again. */
    ERASED(1, "subject-erased", "the person was erased; they must consent again before events are accepted"),
    /** The person has restricted the processing or objected to it. */
    RESTRICTED(2, "processing-restricted", "the person has restricted the processing of their data or objected to it"),
    /**
     * The person does not consent to personalisation. This suppresses all events except transactions and identity events;
     * the latter are needed to apply the decision to all ids of the person.
     */
    PERSONALISATION_WITHHELD(4, "consent-withheld", "the person does not consent to the purpose 'personalisation'"),
    /** The person does not consent to risk assessment. This suppresses transactions. */
    RISK_WITHHELD(8, "consent-withheld", "the person does not consent to the purpose 'risk'");

    private final int bit;
    private final String code;
    private final String detail;

    SuppressionReason(int bit, String code, String detail) {
        this.bit = bit;
        this.code = code;
        this.detail = detail;
    }

    /** The rejection that the sender receives. */
    Rejection rejection() {
        return Rejection.ofPerson(code, detail);
    }

    boolean appliesTo(EventType type) {
        return switch (this) {
            case ERASED, RESTRICTED -> true;
            case PERSONALISATION_WITHHELD -> type != EventType.TRANSACTION && !type.isIdentityEvent();
            case RISK_WITHHELD -> type == EventType.TRANSACTION;
        };
    }

    /** The reasons as stored bits. */
    static int toBits(Set<SuppressionReason> reasons) {
        return reasons.stream().mapToInt(reason -> reason.bit).sum();
    }

    static Set<SuppressionReason> fromBits(int bits) {
        Set<SuppressionReason> reasons = EnumSet.allOf(SuppressionReason.class);
        reasons.removeIf(reason -> (bits & reason.bit) == 0);
        return reasons;
    }
}
