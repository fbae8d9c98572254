package io.portrait.release;

import io.portrait.release.mechanism.NoiseLevel;
import java.util.Locale;

/** An audience of released profiles. The ε of {@link #PARTNER} bounds what all audiences learn together. */
public enum Audience {
    /** Readers under a contract. */
    PARTNER(NoiseLevel.PARTNER),
    /** All other external readers. */
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
