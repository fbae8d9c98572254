package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of the encoding of bodies. */
class Utf8ValidatorTest {

    private static boolean accepts(byte[] bytes) {
        return new Utf8Validator().accept(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "ä", "你好", "😀", "\uFFFF", "\uDBFF\uDFFF"})
    void validTextIsAccepted(String text) {
        assertThat(accepts(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    /** An overlong slash, an overlong NUL, a surrogate, and a code point above U+10FFFF. */
    @ParameterizedTest
    @ValueSource(strings = {"61c0af62", "c080", "e080af", "f08080af", "eda080", "f4908080", "80", "ff", "c361"})
    void otherBytesAreRejected(String hex) {
        assertThat(accepts(HexFormat.of().parseHex(hex))).isFalse();
    }

    @Test
    void aCharacterMayBeSplitBetweenReads() {
        Utf8Validator validator = new Utf8Validator();
        for (byte next : "a😀你".getBytes(StandardCharsets.UTF_8)) {
            assertThat(validator.accept(new byte[] {next}, 0, 1)).isTrue();
        }
    }

    /** Random bytes, to which a character is appended that completes nothing, against the decoder of the JDK. */
    @Test
    void agreesWithTheDecoderOfTheJdk() {
        Random random = new Random(1);
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[5];
            for (int j = 0; j < 4; j++) {
                bytes[j] = (byte) (random.nextInt(3) == 0 ? random.nextInt(128) : 128 + random.nextInt(128));
            }
            bytes[4] = 'x';
            boolean expected = decodes(bytes);
            valid += expected ? 1 : 0;
            assertThat(accepts(bytes)).as(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
        }
        assertThat(valid).isPositive();
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
