package io.portrait.access;

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
public record Decision(
        Map<Purpose, Boolean> purposes,
        @Nullable Boolean restricted,
        @Nullable Boolean objected) {

    /** Consent given or withdrawn. */
    public static Decision of(Map<Purpose, Boolean> purposes) {
        return new Decision(purposes, null, null);
    }

    /** Whether anything is consented to by this. */
    boolean givesConsent() {
        return purposes.containsValue(true);
    }

    Standing changing(Standing before) {
        Set<Purpose> permitted = EnumSet.noneOf(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            if (purposes.getOrDefault(purpose, before.permitted().contains(purpose))) {
                permitted.add(purpose);
            }
        }
        return new Standing(
                permitted,
                Objects.requireNonNullElse(restricted, before.restricted()),
                Objects.requireNonNullElse(objected, before.objected()));
    }
}
