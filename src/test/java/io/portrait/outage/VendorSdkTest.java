package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.TrackMessage;
import io.portrait.outage.FaultyProxy.InjectedFault;
import io.portrait.outage.FaultyProxy.ServiceKills;
import io.portrait.support.NodePackages;
import io.portrait.support.TestTimeouts;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unmodified SDKs of Segment against a process of the service: without faults, with 429, with 503, and with kills of the
 * service during a batch and between a response and its delivery. Afterwards each event is in the journal and in the profile
 * exactly once.
 */
@Tag("outage")
@Execution(CONCURRENT)
@Timeout(TestTimeouts.PROCESSES_SECONDS)
class VendorSdkTest {

    private static final Logger log = LoggerFactory.getLogger(VendorSdkTest.class);
    private static final int EVENTS = 60;
    private static final Duration TIMEOUT = TestTimeouts.STATE;

    private static ServiceProcess service;

    @BeforeAll
    static void start(@TempDir Path directory) {
        service = new ServiceProcess(directory.resolve("clients")).start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static ServiceKills killsOfService() {
        return new ServiceKills(service.uri(), () -> {
            service.kill();
            service.start();
        });
    }

    /** Checks the journal and the profile, not the view of the client. */
    private static void assertExactlyOnce(String user) throws IOException {
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> service.api().profile(user).path("eventsSeen").asInt(0) >= EVENTS);
        assertThat(service.api().profile(user).path("eventsSeen").asInt()).isEqualTo(EVENTS);
        assertThat(service.api()
                        .profile(user)
                        .at("/activity/frequency/types/view")
                        .asInt())
                .isEqualTo(EVENTS);
        List<String> messageIds = service.api().journaledMessageIds(user);
        assertThat(messageIds).hasSize(EVENTS);
        assertThat(new HashSet<>(messageIds)).hasSize(EVENTS);
    }

    private static Map<String, Object> mug() {
        return Map.of("product_id", "mug-1", "name", "Blue mug", "category", "kitchen/mug", "price", 7.95);
    }

    /** A client that has sent its events in batches of 20. */
    private static Analytics javaClient(FaultyProxy proxy, String user) {
        Analytics analytics = Analytics.builder("dev-write")
                .endpoint(proxy.uri().toString())
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

    /** Runs all faults concurrently, because this SDK waits 15 s before a retry. */
    @Test
    void theJavaSdkDeliversExactlyOnce() throws IOException {
        ServiceKills kills = killsOfService();
        try (FaultyProxy healthy = new FaultyProxy(service.uri(), FaultyProxy.none());
                FaultyProxy throttled = new FaultyProxy(service.uri(), FaultyProxy.failing(1, 429));
                FaultyProxy unavailable = new FaultyProxy(service.uri(), FaultyProxy.failing(1, 503));
                FaultyProxy killed = new FaultyProxy(service.uri(), kills)) {
            List<Analytics> clients = List.of(
                    javaClient(healthy, "java-calm"),
                    javaClient(throttled, "java-429"),
                    javaClient(unavailable, "java-503"));
            assertExactlyOnce("java-calm");
            assertExactlyOnce("java-429");
            assertExactlyOnce("java-503");
            Analytics last = javaClient(killed, "java-killed");
            assertExactlyOnce("java-killed");
            assertThat(kills.count()).isEqualTo(2);
            log.info(
                    "requests: {} calm, {} with a 429, {} with a 503, {} with the service killed twice",
                    healthy.requests(),
                    throttled.requests(),
                    unavailable.requests(),
                    killed.requests());
            assertThat(List.of(throttled.requests(), unavailable.requests(), killed.requests()))
                    .allMatch(count -> count > 3);
            clients.forEach(Analytics::shutdown);
            last.shutdown();
        }
    }

    @Test
    void theNodeSdkDeliversExactlyOnce() throws IOException, InterruptedException {
        Path installed = NodePackages.install();
        ServiceKills kills = killsOfService();
        Map<String, InjectedFault> faults = Map.of(
                "node-calm", FaultyProxy.none(),
                "node-429", FaultyProxy.failing(2, 429),
                "node-503", FaultyProxy.failing(2, 503),
                "node-killed", kills);
        for (String user : List.of("node-calm", "node-429", "node-503", "node-killed")) {
            try (FaultyProxy proxy = new FaultyProxy(service.uri(), Objects.requireNonNull(faults.get(user)))) {
                Path output = installed.resolve(user + ".log");
                assertThat(NodePackages.run(
                                installed,
                                output,
                                "node",
                                "send.mjs",
                                proxy.uri().toString(),
                                user,
                                "" + EVENTS))
                        .as(() -> NodePackages.read(output))
                        .isZero();
                assertExactlyOnce(user);
                log.info("{}: {} requests", user, proxy.requests());
            }
        }
        assertThat(kills.count()).isEqualTo(2);
    }
}
