package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class FreeSpaceTest {

    @Test
    void aDiskWithMoreThanTheReserveHasRoom(@TempDir Path directory) {
        assertThat(new FreeSpace(directory, DataSize.ofBytes(1)).hasRoom()).isTrue();
    }

    @Test
    void aDiskWithLessThanTheReserveHasNoneAndTheLogSaysOnceWhatToDo(@TempDir Path directory, CapturedOutput output) {
        FreeSpace space = new FreeSpace(directory, DataSize.ofTerabytes(1_000_000));
        assertThat(space.hasRoom()).isFalse();
        assertThat(space.hasRoom()).isFalse();
        assertThat(output.getAll()).containsOnlyOnce("free some space");
    }
}
