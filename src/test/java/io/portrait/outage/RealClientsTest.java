package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.TrackMessage;
import io.portrait.outage.Gateway.Deaths;
import io.portrait.outage.Gateway.Trouble;
import io.portrait.support.NodePackages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segment's own SDKs, unmodified, against the service as a process: through good days, 429, 503, and the service killed with
 * a batch in its hands, and again when it has answered one and the client has not heard. After each, every event is in the journal and in the profile exactly once.
 */
@Execution(CONCURRENT)
@Timeout(600)
class RealClientsTest {

    private static final Logger log = LoggerFactory.getLogger(RealClientsTest.class);
    private static final int EVENTS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(220);

    private static ServiceProcess service;

    @BeforeAll
    static void start(@TempDir Path directory) {
        service = new ServiceProcess(directory.resolve("clients")).start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Deaths deaths() {
        return new Deaths(service.uri(), () -> {
            service.kill();
            service.start();
        });
    }

    /** What is at the other end counts, and not what the client believes. */
    private static void assertExactlyOnce(String user) throws IOException {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> service.api().profile(user).path("eventsSeen").asInt(0) >= EVENTS);
        assertThat(service.api().profile(user).path("eventsSeen").asInt()).isEqualTo(EVENTS);
        assertThat(service.api()
                        .profile(user)
                        .at("/activity/frequency/types/view")
                        .asInt())
                .isEqualTo(EVENTS);
        List<String> journalled = service.api().journalled(user);
        assertThat(journalled).hasSize(EVENTS);
        assertThat(new HashSet<>(journalled)).hasSize(EVENTS);
    }

    private static Map<String, Object> mug() {
        return Map.of("product_id", "mug-1", "name", "Blue mug", "category", "kitchen/mug", "price", 7.95);
    }

    /** Hands its events to the SDK, a batch every 20. */
    private static Analytics javaClient(Gateway gateway, String user) {
        Analytics analytics = Analytics.builder("dev-write")
                .endpoint(gateway.uri().toString())
                .flushQueueSize(20)
                .flushInterval(1, TimeUnit.SECONDS)
                .retries(10)
                .build();
        IntStream.range(0, EVENTS)
                .forEach(i -> analytics.enqueue(
                        TrackMessage.builder("Product Viewed").userId(user).properties(mug())));
        analytics.flush();
        return analytics;
    }

    /** All troubles at once, for this SDK waits 15 seconds before it tries again. */
    @Test
    void theJavaSdkDeliversExactlyOnce() throws IOException {
        Deaths deaths = deaths();
        try (Gateway calm = new Gateway(service.uri(), Gateway.none());
                Gateway busy = new Gateway(service.uri(), Gateway.refusing(1, 429));
                Gateway away = new Gateway(service.uri(), Gateway.refusing(1, 503));
                Gateway deadly = new Gateway(service.uri(), deaths)) {
            List<Analytics> clients =
                    List.of(javaClient(calm, "java-calm"), javaClient(busy, "java-429"), javaClient(away, "java-503"));
            assertExactlyOnce("java-calm");
            assertExactlyOnce("java-429");
            assertExactlyOnce("java-503");
            Analytics last = javaClient(deadly, "java-killed");
            assertExactlyOnce("java-killed");
            assertThat(deaths.count()).isEqualTo(2);
            log.info(
                    "requests: {} calm, {} with a 429, {} with a 503, {} with the service killed twice",
                    calm.requests(),
                    busy.requests(),
                    away.requests(),
                    deadly.requests());
            assertThat(List.of(busy.requests(), away.requests(), deadly.requests()))
                    .allMatch(count -> count > 3);
            clients.forEach(Analytics::shutdown);
            last.shutdown();
        }
    }

    @Test
    void theNodeSdkDeliversExactlyOnce() throws IOException, InterruptedException {
        Path installed = NodePackages.install();
        Deaths deaths = deaths();
        Map<String, Trouble> troubles = Map.of(
                "node-calm", Gateway.none(),
                "node-429", Gateway.refusing(2, 429),
                "node-503", Gateway.refusing(2, 503),
                "node-killed", deaths);
        for (String user : List.of("node-calm", "node-429", "node-503", "node-killed")) {
            try (Gateway gateway = new Gateway(service.uri(), Objects.requireNonNull(troubles.get(user)))) {
                Path output = installed.resolve(user + ".log");
                assertThat(NodePackages.run(
                                installed,
                                output,
                                "node",
                                "send.mjs",
                                gateway.uri().toString(),
                                user,
                                "" + EVENTS))
                        .as(() -> NodePackages.read(output))
                        .isZero();
                assertExactlyOnce(user);
                log.info("{}: {} requests", user, gateway.requests());
            }
        }
        assertThat(deaths.count()).isEqualTo(2);
    }
}
