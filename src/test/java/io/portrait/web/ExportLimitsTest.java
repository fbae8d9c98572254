package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.portrait.access.consent.ExportProperties;
import io.portrait.support.ApiClient;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Exports that clients do not read: they hold no connection of the database, and a person has one at a time. */
@Tag("service")
@TestInstance(Lifecycle.PER_CLASS)
class ExportLimitsTest {

    private static final String USER = "export-hoarder";
    private static final int EVENTS = 6_000;

    @TempDir
    private static Path directory;

    private ServiceInstance service;
    private ApiClient api;
    private String token;

    @BeforeAll
    void start() {
        service = ServiceInstance.start(
                TestDatabase.create(),
                new ManualClock(Instant.now()),
                "--portrait.exports.directory=" + directory.resolve("exports"),
                "--portrait.exports.max-size=12MB",
                "--spring.datasource.hikari.maximum-pool-size=8");
        api = service.api();
        for (int batch = 0; batch < EVENTS; batch += 1_000) {
            storeEvents(USER, batch, 1_000);
        }
        token = api.token(USER);
    }

    private void storeEvents(String user, int first, int count) {
        List<String> events = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            events.add("{\"userId\":\"%s\",\"messageId\":\"%d\",\"type\":\"view\",\"properties\":{\"text\":\"%s\"}}"
                    .formatted(user, i, "x".repeat(1_000)));
        }
        api.postEvents(events);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Socket exportWithoutReading(String credential, String user) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write(("GET /v1/subjects/" + user + "/export HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + credential + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private double spooledBytes() {
        return service.bean(MeterRegistry.class)
                .get("portrait.exports.spooled")
                .gauge()
                .value();
    }

    private void awaitNoExports() {
        await().atMost(TestTimeouts.STATE).until(() -> spooledBytes() == 0);
    }

    @Test
    void manyExportsOfOnePersonDoNotTakeTheDatabase() throws IOException {
        List<Socket> attackers = new ArrayList<>();
        try {
            for (int i = 0; i < 24; i++) {
                attackers.add(exportWithoutReading(token, USER));
            }
            await().until(() -> spooledBytes() > 1_000_000);
            assertThat(api.get(token, "/v1/subjects/" + USER + "/export").code())
                    .isEqualTo("export-running");
            for (int i = 0; i < 30; i++) {
                assertThat(api.get("dev-internal", "/v1/profiles/" + USER).status())
                        .isEqualTo(200);
                assertThat(api.postEvents(List.of(
                                        "{\"userId\":\"other\",\"messageId\":\"%d\",\"type\":\"view\"}".formatted(i)))
                                .status())
                        .isEqualTo(200);
            }
        } finally {
            closeAll(attackers);
        }
        awaitNoExports();
        assertThat(api.get(token, "/v1/subjects/" + USER + "/export").status()).isEqualTo(200);
    }

    @Test
    void theFilesBelongToTheServiceAloneAndAreDeleted() throws IOException {
        ExportProperties properties = service.bean(ExportProperties.class);
        try (ExportFile file = ExportFile.create(properties, new AtomicLong())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("exports"))))
                    .isEqualTo("rwx------");
            assertThat(remainingFiles()).as("named files while one is open").isEmpty();
            assertThat(file.size()).isZero();
        }
    }

    private List<Path> remainingFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("exports"))) {
            return files.toList();
        }
    }

    @Test
    void anExportThatIsTooLargeIsRefused() {
        for (int batch = 0; batch < 16_000; batch += 1_000) {
            storeEvents("export-giant", batch, 1_000);
        }
        ApiClient.ApiResponse answer = api.get("dev-admin", "/v1/subjects/export-giant/export");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("export-too-large");
        awaitNoExports();
    }
}
