package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portrait.ingest.Shard;
import io.portrait.kernel.RightOfWay;
import io.portrait.profile.ProfileUpdater.Applied;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** Who makes the rounds, and what they find; without a database. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DrainTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int WORKERS = 3;
    private static final int LIMIT = 2;

    private final AtomicIntegerArray waiting = new AtomicIntegerArray(Shard.COUNT);
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final Set<String> entered = ConcurrentHashMap.newKeySet();
    private final RightOfWay way = new RightOfWay();
    private Optional<Drain> drain = Optional.empty();

    @AfterEach
    void stop() {
        drain.filter(Drain::isRunning).ifPresent(Drain::stop);
    }

    /** Takes one entry of a shard, if there is one; of positions nothing is asked here. */
    private Optional<Applied> takeOne(int shard) {
        threads.add(Thread.currentThread().getName().replaceAll("[0-9]", ""));
        boolean any = waiting.getAndUpdate(shard, left -> Math.max(0, left - 1)) > 0;
        return Optional.of(new Applied(0, any ? 1 : 0, Optional.empty()));
    }

    private void start(ShardStep step, Duration pace, Duration poll) {
        ProfileProperties properties = new ProfileProperties(
                List.of(), WORKERS, LIMIT, DataSize.ofBytes(0), pace, poll, LONG, LONG, 1, LONG, false);
        ProfileStore none = (ProfileStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ProfileStore.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
        Drain started = new Drain(
                step,
                new AppliedPositions(none),
                properties,
                new DrainMeters(new SimpleMeterRegistry(), Clock.systemUTC()),
                way,
                () -> entered.add(Thread.currentThread().getName()));
        drain = Optional.of(started);
        started.start();
    }

    private boolean isDone() {
        return IntStream.range(0, Shard.COUNT).allMatch(shard -> waiting.get(shard) == 0);
    }

    @Test
    void oneThreadDoesAllWhileItKeepsItsPace() {
        waiting.set(1, 2);
        waiting.set(7, 1);
        start((shard, limit) -> takeOne(shard), Duration.ofSeconds(1), LONG);
        await().until(this::isDone);
        assertThat(threads).containsExactly("profile-drain");
        assertThat(entered).containsExactly("profile-drain");
    }

    @Test
    void othersHelpWithARoundAsSoonAsItIsSeenToTakeLongerThanThePace() {
        CountDownLatch together = new CountDownLatch(WORKERS);
        start(
                (shard, limit) -> {
                    if (shard >= Shard.COUNT / 2) { // nobody goes on before all are here
                        together.countDown();
                        awaitUninterrupted(together);
                    }
                    pause();
                    return takeOne(shard);
                },
                Duration.ofMillis(1),
                LONG);
        await().until(this::isDone);
        assertThat(threads).containsExactlyInAnyOrder("profile-drain", "profile-drain-helper-");
    }

    @Test
    void restsNotWhereAStepTookAllThatItMay() {
        waiting.set(6, 5);
        Duration tooLong = Duration.ofSeconds(15); // for whoever waits for the test to end
        start((shard, limit) -> takeOne(shard).map(one -> one.entries() == 0 ? one : full(limit)), tooLong, LONG);
        await().until(this::isDone);
    }

    private static Applied full(int limit) {
        return new Applied(0, limit, Optional.empty());
    }

    @Test
    void aStopAppliesWhatCameLast() {
        start((shard, limit) -> takeOne(shard), LONG, LONG);
        await().until(() -> !threads.isEmpty());
        waiting.set(5, 4);
        drain.orElseThrow().stop();
        assertThat(isDone()).isTrue();
    }

    @Test
    void aShardThatFailsDoesNotStopTheOthers() {
        waiting.set(3, 2);
        start(
                (shard, limit) -> {
                    if (shard == 2) {
                        throw new IllegalStateException("a fault");
                    }
                    return takeOne(shard);
                },
                Duration.ofMillis(1),
                Duration.ofMillis(1));
        await().until(this::isDone);
    }

    @Test
    void hasTheRightOfWayWhileItWorks() {
        Set<Boolean> taken = ConcurrentHashMap.newKeySet();
        start(
                (shard, limit) -> {
                    taken.add(way.isTaken());
                    return takeOne(shard);
                },
                LONG,
                LONG);
        await().until(() -> !threads.isEmpty() && !way.isTaken());
        assertThat(taken).containsExactly(true);
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
