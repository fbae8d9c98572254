package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedStreamTest {

    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 5})
    void bytesAreReadAsTheyWereWritten(int count) throws IOException {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        List<byte[]> chunks = new ArrayList<>();
        try (ChunkedOutputStream out = new ChunkedOutputStream((number, chunk) -> {
            assertThat(number).isEqualTo(chunks.size());
            chunks.add(chunk);
        })) {
            out.write(bytes);
        }
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.length).isLessThanOrEqualTo(MIB));
        try (ChunkedInputStream in =
                new ChunkedInputStream(number -> number < chunks.size() ? chunks.get(number) : null)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(in.read()).isEqualTo(-1);
        }
    }
}
