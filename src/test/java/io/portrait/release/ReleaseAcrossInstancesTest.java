package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Tests of invariant 9 (src/docs/invariants.md) with several instances and a restart. */
@Tag("service")
@ConcurrentTest
class ReleaseAcrossInstancesTest {

    private static final int READS = 1_000;
    private static final int THREADS = 8;

    private final JdbcConnectionDetails database = TestDatabase.create();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void concurrentReadsFromTwoInstancesAndAfterARestartGiveOneBodyAndOneTag() throws Exception {
        Set<String> responses = new HashSet<>();
        try (ServiceInstance one = ServiceInstance.start(database, clock)) {
            buy(one.api());
            nextDay(one);
            try (ServiceInstance other = ServiceInstance.start(database, clock)) {
                responses.addAll(reads(List.of(one.api(), other.api())));
            }
        }
        assertThat(responses).as("one response for each audience").hasSize(2);
        try (ServiceInstance restarted = ServiceInstance.start(database, clock)) {
            responses.addAll(reads(List.of(restarted.api())));
            assertThat(responses).hasSize(2);
            nextDay(restarted);
            responses.addAll(reads(List.of(restarted.api())));
            assertThat(responses).as("an idle epoch adds new noise").hasSize(4);
        }
    }

    private static void nextDay(ServiceInstance instance) {
        EpochSteps.nextDay(
                instance.bean(ManualClock.class), instance.bean(EpochCloser.class), instance.bean(ReleaseEpochs.class));
    }

    private void buy(ApiClient api) {
        api.putItem("mug", "kitchen/mug", 8);
        api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of());
        api.postEvents(List.of("""
                {"userId":"ada","messageId":"m-1","type":"purchase","item":"mug","timestamp":"%s"}""".formatted(clock.instant())));
    }

    private static Set<String> reads(List<ApiClient> instances) throws Exception {
        List<Callable<String>> reads = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            ApiClient api = instances.get(i % instances.size());
            String key = i / instances.size() % 2 == 0 ? "dev-partner" : "dev-public";
            reads.add(() -> read(api, key));
        }
        Set<String> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<String> read : threads.invokeAll(reads)) {
                answers.add(read.get());
            }
        }
        return answers;
    }

    private static String read(ApiClient api, String key) {
        ApiResponse answer = api.get(key, "/v1/profiles/ada");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text() + answer.header("ETag");
    }
}
