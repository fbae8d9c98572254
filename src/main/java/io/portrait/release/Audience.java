package io.portrait.release;

import io.portrait.release.mechanism.NoiseLevel;
import java.util.Locale;

/** Who reads noised profiles. What all of them together learn is bounded by the ε of {@link #PARTNER}. */
public enum Audience {
    /** Readers under a contract: the fine view. */
    PARTNER(NoiseLevel.PARTNER),
    /** Everyone else: the coarse view. */
    PUBLIC(NoiseLevel.PUBLIC);

    private final NoiseLevel noiseLevel;

    Audience(NoiseLevel noiseLevel) {
        this.noiseLevel = noiseLevel;
    }

    /** The name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    NoiseLevel noiseLevel() {
        return noiseLevel;
    }
}
