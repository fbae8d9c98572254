package io.portrait.access.consent;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a person's consent. A purpose or flag that is not given stays unchanged.
 *
 * @param purposes true: consent given; false: consent withdrawn
 * @param restricted restriction of processing (GDPR 18); null: unchanged
 * @param objected objection to profiling (GDPR 21); null: unchanged
 */
public record ConsentChange(
        Map<ConsentPurpose, Boolean> purposes,
        @Nullable Boolean restricted,
        @Nullable Boolean objected) {

    /** A change of purposes only. */
    public static ConsentChange of(Map<ConsentPurpose, Boolean> purposes) {
        return new ConsentChange(purposes, null, null);
    }

    /** A check whether the change gives consent to at least one purpose. */
    boolean givesConsent() {
        return purposes.containsValue(true);
    }

    /** The state after this change. */
    ConsentState applyTo(ConsentState current) {
        Set<ConsentPurpose> permitted = EnumSet.noneOf(ConsentPurpose.class);
        for (ConsentPurpose purpose : ConsentPurpose.values()) {
            if (purposes.getOrDefault(purpose, current.permitted().contains(purpose))) {
                permitted.add(purpose);
            }
        }
        return new ConsentState(
                permitted,
                Objects.requireNonNullElse(restricted, current.restricted()),
                Objects.requireNonNullElse(objected, current.objected()));
    }
}
