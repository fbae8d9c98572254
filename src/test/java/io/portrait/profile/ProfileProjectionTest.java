package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portrait.ingest.Shard;
import io.portrait.kernel.ForegroundActivity;
import io.portrait.profile.ShardProjector.AppliedBatch;
import io.portrait.support.TestTimeouts;
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

/** Tests of the threads and rounds of the projection, without a database. */
@Timeout(TestTimeouts.TEST_SECONDS)
class ProfileProjectionTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int WORKERS = 3;
    private static final int LIMIT = 2;

    private final AtomicIntegerArray waitingEntries = new AtomicIntegerArray(Shard.COUNT);
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final Set<String> loweredThreads = ConcurrentHashMap.newKeySet();
    private final ForegroundActivity foregroundActivity = new ForegroundActivity();
    private Optional<ProfileProjection> projection = Optional.empty();

    @AfterEach
    void stop() {
        projection.filter(ProfileProjection::isRunning).ifPresent(ProfileProjection::stop);
    }

    /** Applies one entry of a shard, if there is one. The position does not matter here. */
    private Optional<AppliedBatch> takeOne(int shard) {
        threads.add(Thread.currentThread().getName().replaceAll("[0-9]", ""));
        boolean any = waitingEntries.getAndUpdate(shard, left -> Math.max(0, left - 1)) > 0;
        return Optional.of(new AppliedBatch(0, any ? 1 : 0, Optional.empty()));
    }

    private void start(ShardProjector projector, Duration minRoundInterval, Duration poll) {
        ProfileProperties properties = new ProfileProperties(
                List.of(),
                RandomHistories.SESSION_GAP,
                WORKERS,
                LIMIT,
                DataSize.ofBytes(0),
                minRoundInterval,
                poll,
                LONG,
                LONG,
                1,
                0,
                LONG,
                false);
        ProfileStore failingStore = (ProfileStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ProfileStore.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
        ProfileProjection started = new ProfileProjection(
                projector,
                new ProjectionOffsets(failingStore),
                properties,
                new ProjectionMeters(new SimpleMeterRegistry(), Clock.systemUTC()),
                foregroundActivity,
                () -> loweredThreads.add(Thread.currentThread().getName()));
        projection = Optional.of(started);
        started.start();
    }

    private boolean isDone() {
        return IntStream.range(0, Shard.COUNT).allMatch(shard -> waitingEntries.get(shard) == 0);
    }

    @Test
    void oneThreadProjectsAllShardsWhileRoundsAreOnSchedule() {
        waitingEntries.set(1, 2);
        waitingEntries.set(7, 1);
        start((shard, limit) -> takeOne(shard), Duration.ofSeconds(1), LONG);
        await().until(this::isDone);
        assertThat(threads).containsExactly("profile-projection");
        assertThat(loweredThreads).containsExactly("profile-projection");
    }

    @Test
    void helpersJoinARoundThatFallsBehindSchedule() {
        CountDownLatch allWorkersArrived = new CountDownLatch(WORKERS);
        start(
                (shard, limit) -> {
                    if (shard >= Shard.COUNT / 2) { // waits until all workers are here
                        allWorkersArrived.countDown();
                        awaitUninterrupted(allWorkersArrived);
                    }
                    pause();
                    return takeOne(shard);
                },
                Duration.ofMillis(1),
                LONG);
        await().until(this::isDone);
        assertThat(threads).containsExactlyInAnyOrder("profile-projection", "profile-projection-helper-");
    }

    @Test
    void doesNotSleepAfterAFullBatch() {
        waitingEntries.set(6, 5);
        Duration tooLong = Duration.ofSeconds(15); // so that a failing test ends
        start((shard, limit) -> takeOne(shard).map(one -> one.entries() == 0 ? one : full(limit)), tooLong, LONG);
        await().until(this::isDone);
    }

    private static AppliedBatch full(int limit) {
        return new AppliedBatch(0, limit, Optional.empty());
    }

    @Test
    void stopAppliesTheRemainingEntries() {
        start((shard, limit) -> takeOne(shard), LONG, LONG);
        await().until(() -> !threads.isEmpty());
        waitingEntries.set(5, 4);
        projection.orElseThrow().stop();
        assertThat(isDone()).isTrue();
    }

    @Test
    void aFailingShardDoesNotStopTheOthers() {
        waitingEntries.set(3, 2);
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
    void signalsForegroundActivityDuringARound() {
        Set<Boolean> activeFlags = ConcurrentHashMap.newKeySet();
        start(
                (shard, limit) -> {
                    activeFlags.add(foregroundActivity.isActive());
                    return takeOne(shard);
                },
                LONG,
                LONG);
        await().until(() -> !threads.isEmpty() && !foregroundActivity.isActive());
        assertThat(activeFlags).containsExactly(true);
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
            assertThat(latch.await(TestTimeouts.STATE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
