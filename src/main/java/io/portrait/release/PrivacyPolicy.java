package io.portrait.release;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * The promise and its constants, as they are published.
 *
 * @param epsilon ε per event of everything that all outside readers see together
 * @param audiences what each of them sees, with the noise towards which it tends after many epochs
 */
public record PrivacyPolicy(
        String claim,
        BigDecimal epsilon,
        int delta,
        String unit,
        String mechanism,
        Duration epochLength,
        Duration halfLife,
        List<AudienceView> audiences,
        String currentEpoch,
        CatalogueVersion catalogue) {

    /** Keeps a copy of the list. */
    public PrivacyPolicy {
        audiences = List.copyOf(audiences);
    }
}
