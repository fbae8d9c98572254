package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.kernel.UserId;
import io.portrait.release.mechanism.EpochSums;
import io.portrait.release.mechanism.NoiseKey;
import io.portrait.release.mechanism.NoisySum;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;

class KeyWrappingTest {

    private static final UserId ADA = new UserId("ada");

    private final KeyWrapping wrapping = new KeyWrapping(masterKey(1));

    private static MasterKey masterKey(int first) {
        byte[] bytes = new byte[NoiseKey.BYTES];
        bytes[0] = (byte) first;
        ReleaseProperties properties = new ReleaseProperties(
                BigDecimal.ONE,
                BigDecimal.ONE,
                Duration.ofDays(1),
                Duration.ofDays(30),
                1,
                Base64.getEncoder().encodeToString(bytes),
                null,
                new ReleaseProperties.CohortProperties(3, 1e-6, 4, 5, Duration.ofDays(7), Duration.ofSeconds(5)));
        return new MasterKey(properties, new MockEnvironment(), new EmptyDatabase());
    }

    /** A database without a development key, which a configured key deletes. */
    private static final class EmptyDatabase extends JdbcTemplate {

        @Override
        public int update(String sql, @Nullable Object @Nullable ... args) {
            return 0;
        }
    }

    /** The noise drawn with a key; keys hide their bytes, so they are compared by their noise. */
    private static NoisySum noiseDrawnWith(NoiseKey key) {
        return NoisySum.beforeEpoch(0).close(EpochSums.ofIdleEpoch(0, 0, 0, 8), key, ProfilePrivacyParameters.DEFAULT);
    }

    @Test
    void unwrapsItsOwnKeys() {
        byte[] wrapped = wrapping.generateWrapped(ADA, 3);
        assertThat(wrapped).hasSize(60);
        assertThat(noiseDrawnWith(wrapping.unwrap(wrapped, ADA, 3)))
                .isEqualTo(noiseDrawnWith(new KeyWrapping(masterKey(1)).unwrap(wrapped, ADA, 3)));
    }

    @Test
    void generatesADifferentKeyEachTime() {
        assertThat(noiseDrawnWith(wrapping.unwrap(wrapping.generateWrapped(ADA, 0), ADA, 0)))
                .isNotEqualTo(noiseDrawnWith(wrapping.unwrap(wrapping.generateWrapped(ADA, 0), ADA, 0)));
    }

    @Test
    void doesNotUnwrapForAnotherRowOrMasterKeyOrAfterAChange() {
        byte[] wrapped = wrapping.generateWrapped(ADA, 0);
        assertThatIllegalStateException().isThrownBy(() -> wrapping.unwrap(wrapped, new UserId("bob"), 0));
        assertThatIllegalStateException().isThrownBy(() -> wrapping.unwrap(wrapped, ADA, 1));
        assertThatIllegalStateException().isThrownBy(() -> new KeyWrapping(masterKey(2)).unwrap(wrapped, ADA, 0));
        wrapped[20] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> wrapping.unwrap(wrapped, ADA, 0));
    }

    @Test
    void derivesAnotherSecretForEachPurposeAndSubject() {
        MasterKey masterKey = masterKey(1);
        assertThat(masterKey.derive("a", "x")).isEqualTo(masterKey.derive("a", "x"));
        assertThat(masterKey.derive("a", "x")).isNotEqualTo(masterKey.derive("b", "x"));
        assertThat(masterKey.derive("a", "x")).isNotEqualTo(masterKey.derive("a", "y"));
        assertThat(masterKey.fingerprint()).isNotEqualTo(masterKey(2).fingerprint());
    }
}
