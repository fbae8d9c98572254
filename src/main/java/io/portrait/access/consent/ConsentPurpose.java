package io.portrait.access.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A purpose for which a person's data may be processed. */
public enum ConsentPurpose {
    /** The profile and the recommendations computed from it. */
    PERSONALISATION,
    /** The ranking of advertisements. */
    ADS,
    /** The risk score of transactions. */
    RISK,
    /** The noisy profile for external readers. */
    SHARING;

    /** The name in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
