package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.Api;
import io.portrait.support.Api.Answer;
import io.portrait.support.Instance;
import io.portrait.support.ManualClock;
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
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Invariant 9 with several instances and a restart: reads are a function of the rows and the epoch. */
class InstancesTest {

    private static final int READS = 1_000;
    private static final int THREADS = 8;

    private final JdbcConnectionDetails database = TestDatabase.create();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void aThousandReadsByEightThreadsFromTwoInstancesAndAfterARestartGiveOneBodyAndOneTag() throws Exception {
        Set<String> seen = new HashSet<>();
        try (Instance one = Instance.start(database, clock)) {
            buy(one.api());
            nextDay(one);
            try (Instance other = Instance.start(database, clock)) {
                seen.addAll(reads(List.of(one.api(), other.api())));
            }
        }
        assertThat(seen).as("one answer for each audience").hasSize(2);
        try (Instance restarted = Instance.start(database, clock)) {
            seen.addAll(reads(List.of(restarted.api())));
            assertThat(seen).hasSize(2);
            nextDay(restarted); // idle
            seen.addAll(reads(List.of(restarted.api())));
            assertThat(seen).as("an idle epoch brings new noise").hasSize(4);
        }
    }

    private static void nextDay(Instance instance) {
        Epochs.nextDay(
                instance.bean(ManualClock.class), instance.bean(EpochCloser.class), instance.bean(ReleaseClock.class));
    }

    private void buy(Api api) {
        api.putItem("mug", "kitchen/mug", 8);
        api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of());
        api.postEvents(List.of("""
                {"userId":"ada","messageId":"m-1","type":"purchase","item":"mug","timestamp":"%s"}""".formatted(clock.instant())));
    }

    private static Set<String> reads(List<Api> instances) throws Exception {
        List<Callable<String>> reads = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            Api api = instances.get(i % instances.size());
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

    private static String read(Api api, String key) {
        Answer answer = api.get(key, "/v1/profiles/ada");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text() + answer.header("ETag");
    }
}
