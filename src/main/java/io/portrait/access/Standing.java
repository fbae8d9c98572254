package io.portrait.access;

import io.portrait.ingest.Refusal;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a person has decided about their data.
 *
 * @param permitted the purposes consented to
 * @param restricted the data are kept and not used (GDPR 18)
 * @param objected the person objects to being profiled (GDPR 21)
 */
public record Standing(Set<Purpose> permitted, boolean restricted, boolean objected) {

    /** Of a person who has decided nothing. */
    static final Standing UNDECIDED = new Standing(EnumSet.allOf(Purpose.class), false, false);

    /** Of a person who was erased: nothing counts that is not said anew. */
    static final Standing ERASED = new Standing(Set.of(), false, false);

    /** Takes a copy. */
    public Standing {
        permitted = Set.copyOf(permitted);
    }

    /** Whether the profile must rest. */
    public boolean isAtRest() {
        return restricted || objected;
    }

    /** Whether the data may be used for something now. */
    public boolean permits(Purpose purpose) {
        return permitted.contains(purpose) && !isAtRest();
    }

    Set<Refusal> refusals() {
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        if (isAtRest()) {
            refusals.add(Refusal.RESTRICTED);
        }
        if (!permitted.contains(Purpose.PERSONALISATION)) {
            refusals.add(Refusal.PERSONALISATION_WITHHELD);
        }
        if (!permitted.contains(Purpose.RISK)) {
            refusals.add(Refusal.RISK_WITHHELD);
        }
        return refusals;
    }
}
