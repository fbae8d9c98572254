package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemPrivacyParametersTest {

    private static final ItemPrivacyParameters DEFAULT = new ItemPrivacyParameters(3, 1e-6, 64, 16, 1, 20);

    /** The zCDP of both stages of all releases, from the noise that is really drawn, implies (ε, δ/2). */
    @Test
    void allReleasesOfAWindowStayWithinTheBudget() {
        for (int releases : List.of(1, 4, 30)) {
            ItemPrivacyParameters parameters = new ItemPrivacyParameters(3, 1e-6, 64, 16, releases, 20);
            ItemNoise noise = parameters.noise();
            double items = 64 / (2 * noise.itemNoiseStd() * noise.itemNoiseStd());
            double pairs = 120 / (2 * noise.pairNoiseStd() * noise.pairNoiseStd());
            double rho = releases * (items + pairs);
            assertThat(rho).isCloseTo(parameters.rhoBudget(), within(1e-4)).isLessThanOrEqualTo(parameters.rhoBudget());
            assertThat(ZcdpAccountant.delta(rho, 3)).isLessThanOrEqualTo(5e-7);
        }
    }

    /** κ·P(Z ≥ threshold − 1) is at most the other half of δ; the tail is that of a continuous Gaussian. */
    @Test
    void aNameOfOnePersonIsReleasedWithProbabilityBelowHalfOfDelta() {
        for (int releases : List.of(1, 4, 30)) {
            ItemNoise noise = new ItemPrivacyParameters(3, 1e-6, 64, 16, releases, 20).noise();
            double distance = (noise.itemThreshold() - 1) / noise.itemNoiseStd();
            // P(Z ≥ x) ≤ exp(−x²/2)/(x·√(2π)) (Mills)
            double tail = Math.exp(-distance * distance / 2) / (distance * Math.sqrt(2 * Math.PI));
            assertThat(releases * 64 * tail).isLessThanOrEqualTo(5e-7);
        }
    }

    @Test
    void nothingIsReleasedUnderTwentyPersons() {
        ItemNoise noise = new ItemPrivacyParameters(20, 0.01, 1, 2, 1, 20).noise();
        assertThat(noise.itemThreshold()).isEqualTo(20);
        assertThat(noise.pairThreshold()).isEqualTo(20);
        assertThat(new ItemPrivacyParameters(20, 0.01, 1, 2, 1, 50).noise().itemThreshold())
                .isEqualTo(50);
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemPrivacyParameters(3, 1e-6, 64, 16, 1, 19));
    }

    @Test
    void theClaimNamesTheDefaults() {
        assertThat(ItemPrivacyParameters.CLAIM)
                .contains("ε = %.0f, δ = 1e-6".formatted(DEFAULT.epsilon()))
                .contains("at most %d items".formatted(DEFAULT.maxItemsPerPerson()))
                .contains("pairs of at most %d items".formatted(DEFAULT.maxPairedItemsPerPerson()))
                .contains("under %d persons".formatted(DEFAULT.minPersons()))
                .contains("any %d days".formatted(ItemPrivacyParameters.WINDOW_DAYS));
    }

    @Test
    void refusesValuesOutOfBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemPrivacyParameters(0, 1e-6, 64, 16, 1, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemPrivacyParameters(3, 0.1, 64, 16, 1, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemPrivacyParameters(3, 1e-6, 0, 16, 1, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemPrivacyParameters(3, 1e-6, 64, 1, 1, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemPrivacyParameters(3, 1e-6, 64, 16, 0, 20));
    }
}
