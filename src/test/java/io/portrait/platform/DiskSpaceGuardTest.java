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
class DiskSpaceGuardTest {

    @Test
    void aDiskWithMoreThanTheReserveHasFreeSpace(@TempDir Path directory) {
        assertThat(new DiskSpaceGuard(directory, DataSize.ofBytes(1)).hasFreeSpace())
                .isTrue();
    }

    @Test
    void aDiskWithLessThanTheReserveIsReportedOnceWithTheActionToTake(@TempDir Path directory, CapturedOutput output) {
        DiskSpaceGuard guard = new DiskSpaceGuard(directory, DataSize.ofTerabytes(1_000_000));
        assertThat(guard.hasFreeSpace()).isFalse();
        assertThat(guard.hasFreeSpace()).isFalse();
        assertThat(output.getAll()).containsOnlyOnce("free some space");
    }
}
