package io.portrait.access.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate of the strength of an admin key. The limit of a start is 56 bits. */
class KeyStrengthTest {

    private static final double LIMIT = 56;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaa",
                "abababababababab",
                "abcdefghijklmnop",
                "0123456789012345",
                "passwordpassword",
                "portrait-admin-key",
                "changeme-changeme",
                "abc123abc123abc123",
                "qwertyuiopqwertyuiop"
            })
    void easyKeysAreWeak(String key) {
        assertThat(KeyStrength.bits(key)).isLessThan(LIMIT);
    }

    /** Outputs of {@code openssl rand -base64 32}, {@code openssl rand -hex 16} and {@code uuidgen}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ow3XfLqdm9uSGFcyN4JYkA5vHfyVqBYlPpM8yNq3C2s=",
                "c0b7e6a5f30d4f1f9c52a1db8e47336a",
                "3f9d7c1e-52b8-4a06-9e4d-0c8b7a65f213"
            })
    void randomKeysAreStrong(String key) {
        assertThat(KeyStrength.bits(key)).isGreaterThan(LIMIT);
    }
}
