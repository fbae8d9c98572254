package io.portrait.access.consent;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides now; what is not named stays as it was.
 *
 * @param purposes consent given (true) or withdrawn (false)
 * @param restricted null: as before
 * @param objected null: as before
 */
public record ConsentChange(
        Map<ConsentPurpose, Boolean> purposes,
        @Nullable Boolean restricted,
        @Nullable Boolean objected) {

    /** Consent given or withdrawn. */
    public static ConsentChange of(Map<ConsentPurpose, Boolean> purposes) {
        return new ConsentChange(purposes, null, null);
    }

    /** Whether anything is consented to by this. */
    boolean givesConsent() {
        return purposes.containsValue(true);
    }

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
