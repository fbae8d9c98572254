package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import io.portrait.web.HostileBodies.HostileBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hostile bodies to all routes that accept events: each is answered, none with a server error. {@code
 * -Dfuzz.bodies=100000} is a run of several minutes.
 */
@PortraitTest
class IngestFuzzTest {

    private static final Logger log = LoggerFactory.getLogger(IngestFuzzTest.class);
    private static final long SEED = 20_261_125;
    private static final int BODIES = Integer.getInteger("fuzz.bodies", 25_000);
    private static final int SENDERS = 24;
    private static final long MAX_HEAP_GROWTH = 256L << 20;
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private ApiClient api;

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void everyHostileBodyIsAnsweredWithoutAServerError() throws InterruptedException {
        suppressOneUser();
        long before = usedHeap();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            HostileBodies bodies = new HostileBodies(SEED + sender);
            int count = BODIES / SENDERS + 1;
            senders.add(Thread.ofVirtual().start(() -> send(bodies, count)));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        long answered = counts.values().stream().mapToLong(LongAdder::sum).sum();
        log.info("{} hostile bodies: {}", answered, counts);
        assertThat(failures).isEmpty();
        assertThat(answered).isGreaterThanOrEqualTo(BODIES);
        assertThat(usedHeap() - before).isLessThan(MAX_HEAP_GROWTH);
    }

    /** Suppresses one user, so that the suppression list is not empty. */
    private void suppressOneUser() {
        assertThat(api.send("PUT", "dev-admin", "/v1/subjects/hermit/restriction", "{\"restricted\":true}", Map.of())
                        .status())
                .isLessThan(300);
    }

    private void send(HostileBodies bodies, int count) {
        try (RawClient client = new RawClient(port)) {
            for (int i = 0; i < count && failures.size() < 20; i++) {
                HostileBody body = bodies.next();
                try {
                    check(body, client.post(body.path(), body.headers(), body.bytes()));
                } catch (IOException e) {
                    failures.add("%s %s, %d bytes, %s: no answer, %s"
                            .formatted(body.kind(), body.path(), body.bytes().length, body.headers(), e));
                }
            }
        } catch (IOException e) {
            failures.add("the connection could not be closed: " + e);
        }
    }

    private void check(HostileBody sent, RawClient.RawResponse answer) {
        counts.computeIfAbsent(answer.status() + " " + sent.kind(), kind -> new LongAdder())
                .increment();
        boolean isProblem = answer.contentType().startsWith("application/problem+json");
        boolean isReceipt = answer.contentType().startsWith("application/json");
        boolean fits = (answer.status() < 300 || answer.status() == 422) ? isReceipt : isProblem;
        boolean isLost = sent.kind().equals("SOUND") && answer.status() >= 300;
        if (answer.status() >= 500 || isLost || !fits || !isComplete(answer, isProblem)) {
            failures.add("%s %s: %d %s".formatted(sent.kind(), sent.path(), answer.status(), answer.text()));
        }
    }

    private static boolean isComplete(RawClient.RawResponse answer, boolean isProblem) {
        try {
            JsonNode json = JSON.readTree(answer.text());
            return isProblem
                    ? !json.path("code").asString("").isEmpty()
                    : json.path("receipts").isArray();
        } catch (JacksonException _) {
            return false;
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
