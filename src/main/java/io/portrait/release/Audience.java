package io.portrait.release;

import io.portrait.privacy.Grain;
import java.util.Locale;

/** Who reads noised profiles. What all of them together learn is bounded by the ε of {@link #PARTNER}. */
public enum Audience {
    /** Readers under a contract: the fine view. */
    PARTNER(Grain.FINE),
    /** Everyone else: the coarse view. */
    PUBLIC(Grain.COARSE);

    private final Grain grain;

    Audience(Grain grain) {
        this.grain = grain;
    }

    /** The name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Grain grain() {
        return grain;
    }
}
