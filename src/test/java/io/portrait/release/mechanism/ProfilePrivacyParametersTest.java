package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilePrivacyParametersTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void makesThePromiseWordForWord() {
        assertThat(ProfilePrivacyParameters.CLAIM)
                .isEqualTo("For any single behaviour event, everything that all external callers together can ever see "
                        + "of the profile, over any number of requests, is ε-differentially private (ε = 1.0 by "
                        + "default, δ = 0; unit: one event added or removed; discrete Laplace noise, one draw per user, "
                        + "epoch and coordinate). k events: kε. Not hidden: that the user exists, that ids were joined "
                        + "or separated (from the next epoch on), interests that last for long, what internal callers "
                        + "and the person see, and timing on the network. The guarantee is computational (HMAC-SHA256 "
                        + "and AES are assumed to be random functions) and trusts the server, its keys and clock. A "
                        + "noised profile is still personal data.");
        assertThat(ProfilePrivacyParameters.DEFAULT.epsilon()).hasToString("1.0");
    }

    /** The scale is ⌈65536/ε⌉; rounding down would violate ε. */
    @ParameterizedTest
    @CsvSource({"1.0, 65536", "0.5, 131072", "2, 32768", "0.1, 655360", "0.3, 218454", "3, 21846", "0.001, 65536000"})
    void roundsTheScaleUp(BigDecimal epsilon, long scale) {
        assertThat(parameters(epsilon).noiseScaleUnits(NoiseLevel.PARTNER)).isEqualTo(scale);
    }

    @Test
    void keepsHalfAfterAHalfLife() {
        assertThat(ProfilePrivacyParameters.DEFAULT.decayFactor()).isCloseTo(0.97716, within(5e-6));
        assertThat(Math.pow(ProfilePrivacyParameters.DEFAULT.decayFactor(), 30)).isCloseTo(0.5, within(1e-12));
        assertThat(ProfilePrivacyParameters.DEFAULT.decayFactor(30)).isEqualTo(0.5);
        assertThat(ProfilePrivacyParameters.DEFAULT.decayFactor(0)).isEqualTo(1);
    }

    /** Reference values: an independent script with the variance as 2α/(1 − α)². */
    @Test
    void publishesTheNoiseOfDailyAndOfWeeklyEpochs() {
        assertThat(ProfilePrivacyParameters.DEFAULT.noiseStdEventWeights(NoiseLevel.PARTNER))
                .isCloseTo(6.654964506838747, within(1e-9));
        assertThat(ProfilePrivacyParameters.DEFAULT.noiseStdEventWeights(NoiseLevel.PUBLIC))
                .isCloseTo(13.309929013, within(1e-8));
        assertThat(new ProfilePrivacyParameters(BigDecimal.ONE, BigDecimal.ONE, Duration.ofDays(7), MONTH)
                        .noiseStdEventWeights(NoiseLevel.PARTNER))
                .isCloseTo(2.6901294417133346, within(1e-9));
    }

    @Test
    void equalNumbersAreEqualParameters() {
        ProfilePrivacyParameters written =
                new ProfilePrivacyParameters(new BigDecimal("1.000"), new BigDecimal("0.50"), DAY, MONTH);
        assertThat(written).isEqualTo(ProfilePrivacyParameters.DEFAULT);
        assertThat(parameters(BigDecimal.TEN).epsilon()).hasToString("10.0");
        assertThat(parameters(new BigDecimal("0.250")).epsilon()).hasToString("0.25");
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT24H, PT720H, epsilon",
        "-1, PT24H, PT720H, epsilon",
        "20.1, PT24H, PT720H, epsilon",
        "1E+1000000, PT24H, PT720H, epsilon",
        "1, PT0S, PT720H, epochLength",
        "1, PT1.5S, PT720H, epochLength",
        "1, PT9000H, PT9000H, epochLength",
        "1, PT24H, PT23H, halfLife",
        "1, PT24H, PT24H0.1S, halfLife",
        "1, PT24H, PT10000000H, halfLife"
    })
    void rejectsParametersOutOfBounds(BigDecimal epsilon, Duration epochLength, Duration halfLife, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProfilePrivacyParameters(epsilon, epsilon, epochLength, halfLife))
                .withMessageStartingWith(named);
    }

    @Test
    void rejectsAPublicEpsilonAboveTheTotal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProfilePrivacyParameters(BigDecimal.ONE, new BigDecimal("1.1"), DAY, MONTH))
                .withMessageStartingWith("publicEpsilon");
    }

    private static ProfilePrivacyParameters parameters(BigDecimal epsilon) {
        return new ProfilePrivacyParameters(epsilon, epsilon, DAY, MONTH);
    }
}
