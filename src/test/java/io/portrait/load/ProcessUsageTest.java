package io.portrait.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {

    private static String report(Optional<ProcessHandle> service) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LoadReport report = new LoadReport(new LoadOptions(), new PrintStream(out, true, StandardCharsets.UTF_8));
        ResourceSnapshot snapshot = ResourceSnapshot.take(service, Optional.empty());
        report.print(new LoadMetrics(), snapshot, ResourceSnapshot.take(service, Optional.empty()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theServiceIsTheProcessThatListensOnItsPort() throws IOException {
        assumeThat(Path.of("/proc/net/tcp")).as("Linux only").exists();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(ListeningProcesses.on(port)).contains(ProcessHandle.current());
        }
        assertThat(ListeningProcesses.on(port)).isEmpty();
    }

    @Test
    void theUseOfAFoundProcessIsPositive() {
        assumeThat(Path.of("/proc/self/stat")).as("Linux only").exists();
        assertThat(ProcessUsage.read(Optional.of(ProcessHandle.current())).service())
                .hasValueSatisfying(usage -> {
                    assertThat(usage.cpuSeconds()).isPositive();
                    assertThat(usage.mib()).isPositive();
                });
    }

    @Test
    void aServiceThatIsNotFoundIsUnknownAndNotZero() {
        assertThat(report(Optional.empty()))
                .contains("| cores: service, PostgreSQL, load tool | unknown, unknown, ")
                .contains("PostgreSQL after | unknown → unknown, unknown |");
    }
}
