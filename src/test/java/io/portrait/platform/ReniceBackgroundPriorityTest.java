package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReniceBackgroundPriorityTest {

    private static final int NICE_FIELD = 16;

    @BeforeEach
    void onLinux() {
        boolean readable = Files.exists(Path.of("/proc/thread-self/stat"));
        assumeTrue(readable, "the niceness of threads can be seen on Linux only");
    }

    /** Field 19 of the stat file of the thread, counted after the thread name, which may contain spaces. */
    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            String afterName = stat.substring(stat.lastIndexOf(')') + 2);
            return Integer.parseInt(Arrays.asList(afterName.split(" ", -1)).get(NICE_FIELD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int nicenessAfter(int wanted) throws ExecutionException, InterruptedException {
        try (ExecutorService own = Executors.newSingleThreadExecutor()) {
            return CompletableFuture.supplyAsync(
                            () -> {
                                new ReniceBackgroundPriority(new BackgroundPriorityProperties(wanted))
                                        .applyToCurrentThread();
                                return niceness();
                            },
                            own)
                    .get();
        }
    }

    @Test
    void aBackgroundThreadGetsTheConfiguredNiceness() throws ExecutionException, InterruptedException {
        int own = niceness();
        assertThat(nicenessAfter(19)).isEqualTo(19);
        assertThat(niceness()).isEqualTo(own);
    }

    @Test
    void nicenessZeroChangesNothing() throws ExecutionException, InterruptedException {
        assertThat(nicenessAfter(0)).isEqualTo(niceness());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 20})
    void nicenessOutsideTheSystemsRangeIsRejected(int niceness) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackgroundPriorityProperties(niceness))
                .withMessageContaining("portrait.background.niceness must be from 0 to 19, is " + niceness);
    }
}
