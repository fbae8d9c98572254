package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.kernel.UserId;
import io.portrait.privacy.Cell;
import io.portrait.privacy.ExposedSum;
import io.portrait.privacy.ExposurePolicy;
import io.portrait.privacy.NoiseKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;

class KeySealTest {

    private static final UserId ADA = new UserId("ada");

    private final KeySeal seal = new KeySeal(masterKey(1));

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
                new ReleaseProperties.CohortProperties(3, 1e-6, 4, 5, Duration.ofDays(7)));
        return new MasterKey(properties, new MockEnvironment(), new JdbcTemplate());
    }

    /** Keys hide their bytes, so they are compared by what they draw. */
    private static ExposedSum drawn(NoiseKey key) {
        return ExposedSum.before(0).close(Cell.idle(0, 0, 0, 8), key, ExposurePolicy.DEFAULT);
    }

    @Test
    void opensWhatItSealed() {
        byte[] sealed = seal.fresh(ADA, 3);
        assertThat(sealed).hasSize(60);
        assertThat(drawn(seal.open(sealed, ADA, 3))).isEqualTo(drawn(new KeySeal(masterKey(1)).open(sealed, ADA, 3)));
    }

    @Test
    void makesAnotherKeyEachTime() {
        assertThat(drawn(seal.open(seal.fresh(ADA, 0), ADA, 0)))
                .isNotEqualTo(drawn(seal.open(seal.fresh(ADA, 0), ADA, 0)));
    }

    @Test
    void doesNotOpenInAnotherRowNorUnderAnotherMasterKeyNorWhenChanged() {
        byte[] sealed = seal.fresh(ADA, 0);
        assertThatIllegalStateException().isThrownBy(() -> seal.open(sealed, new UserId("bob"), 0));
        assertThatIllegalStateException().isThrownBy(() -> seal.open(sealed, ADA, 1));
        assertThatIllegalStateException().isThrownBy(() -> new KeySeal(masterKey(2)).open(sealed, ADA, 0));
        sealed[20] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> seal.open(sealed, ADA, 0));
    }

    @Test
    void derivesAnotherSecretForEachPurposeAndSubject() {
        MasterKey master = masterKey(1);
        assertThat(master.derive("a", "x")).isEqualTo(master.derive("a", "x"));
        assertThat(master.derive("a", "x")).isNotEqualTo(master.derive("b", "x"));
        assertThat(master.derive("a", "x")).isNotEqualTo(master.derive("a", "y"));
        assertThat(master.fingerprint()).isNotEqualTo(masterKey(2).fingerprint());
    }
}
