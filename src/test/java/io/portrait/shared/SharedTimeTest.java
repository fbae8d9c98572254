package io.portrait.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.kernel.RightOfWay;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When work that can wait is done. Where a wait must not end by itself, or must be none, what is owed is half an hour. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SharedTimeTest {

    private static final double HARDLY_EVER = 1e-6;

    private final RightOfWay way = new RightOfWay();

    private static void work() {
        LockSupport.parkNanos(2_000_000);
    }

    @Test
    void owesNothingBeforeItHasWorked() throws InterruptedException {
        way.take();
        new SharedTime(way, HARDLY_EVER).rest();
        assertThat(way.isTaken()).isTrue();
    }

    @Test
    void restsNotWhereTheWayIsFreeAndLittleIsOwed() throws InterruptedException {
        SharedTime time = new SharedTime(way, 0.5);
        for (int i = 0; i < 10; i++) {
            time.work(SharedTimeTest::work);
            time.rest();
        }
        assertThat(way.isTaken()).isFalse();
    }

    @Test
    void restsUntilTheWayIsGiven() throws InterruptedException {
        SharedTime time = new SharedTime(way, 0.005);
        time.work(SharedTimeTest::work);
        way.take();
        Thread resting = Thread.ofPlatform().start(() -> rest(time));
        await().until(() -> resting.getState() == Thread.State.TIMED_WAITING || !resting.isAlive());
        way.give();
        resting.join();
        assertThat(way.isTaken()).isFalse();
    }

    @Test
    void goesOnWhenItHasRestedThriceAsLongWhereTheWayIsNeverGiven() throws InterruptedException {
        SharedTime time = new SharedTime(way, 0.1);
        way.take();
        long begun = System.nanoTime();
        time.work(SharedTimeTest::work);
        long worked = System.nanoTime() - begun;
        time.rest();
        assertThat(System.nanoTime() - begun).isGreaterThan(20 * worked);
        assertThat(way.isTaken()).isTrue();
    }

    @Test
    void restsThoughTheWayIsFreeWhereItOwesTooMuch() throws InterruptedException {
        SharedTime time = new SharedTime(way, HARDLY_EVER);
        time.work(SharedTimeTest::work);
        assertThatItRests(time);
    }

    @Test
    void owesForWhatItReadsAsForWhatItDoes() throws InterruptedException {
        SharedTime time = new SharedTime(way, HARDLY_EVER);
        assertThat(time.workFor(() -> {
                    work();
                    return "read";
                }))
                .isEqualTo("read");
        assertThatItRests(time);
    }

    @Test
    void whoHasAllTheTimeNeverRests() throws InterruptedException {
        SharedTime time = new SharedTime(way, 1);
        way.take();
        time.work(SharedTimeTest::work);
        time.rest();
        assertThat(way.isTaken()).isTrue();
    }

    @Test
    void forgetsWhatItOwesWhereThereWasNothingToDo() throws InterruptedException {
        SharedTime time = new SharedTime(way, HARDLY_EVER);
        time.work(SharedTimeTest::work);
        time.idle();
        way.take();
        time.rest();
        assertThat(way.isTaken()).isTrue();
    }

    private static void assertThatItRests(SharedTime time) throws InterruptedException {
        Thread resting = Thread.ofPlatform().start(() -> rest(time));
        resting.join(200);
        assertThat(resting.isAlive()).isTrue();
        resting.interrupt();
    }

    private static void rest(SharedTime time) {
        try {
            time.rest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
