package io.portrait.access.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person's data may be used for. */
public enum ConsentPurpose {
    /** The profile and what is recommended from it. */
    PERSONALISATION,
    /** The ranking of advertisements. */
    ADS,
    /** The judgement of transactions. */
    RISK,
    /** The noised profile, for readers outside. */
    SHARING;

    /** The name in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
