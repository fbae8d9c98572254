package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.support.TestTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.TEST_SECONDS)
class WriteBehindTest {

    private final List<String> stored = new ArrayList<>();
    private boolean storeFails;

    private final WriteBehind<List<String>> buffer =
            new WriteBehind<>(ArrayList::new, WriteBehindTest::joined, this::store);

    private static List<String> joined(List<String> older, List<String> newer) {
        older.addAll(newer);
        return older;
    }

    private void store(List<String> batch) {
        if (storeFails) {
            buffer.update(list -> list.add("came meanwhile"));
            throw new IllegalStateException("the store is away");
        }
        stored.addAll(batch);
    }

    @Test
    void writesEachRecordOnce() {
        buffer.update(list -> list.add("a"));
        buffer.flush();
        buffer.update(list -> list.add("b"));
        buffer.flush();
        buffer.flush();
        assertThat(stored).containsExactly("a", "b");
    }

    @Test
    void keepsWhatCouldNotBeWrittenBeforeWhatCameMeanwhile() {
        buffer.update(list -> list.add("a"));
        storeFails = true;
        assertThatThrownBy(buffer::flush).hasMessage("the store is away");
        storeFails = false;
        buffer.flush();
        assertThat(stored).containsExactly("a", "came meanwhile");
    }

    @Test
    void returnsWhatAChangeReturns() {
        buffer.update(list -> list.add("a"));
        assertThat(buffer.<Integer>update(List::size)).isEqualTo(1);
    }

    @Test
    void changesDoNotWaitForTheStore() throws InterruptedException {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        WriteBehind<List<String>> slow = new WriteBehind<>(ArrayList::new, WriteBehindTest::joined, batch -> {
            storing.countDown();
            await(end);
        });
        Thread flush = Thread.ofPlatform().start(slow::flush);
        storing.await();
        slow.update(list -> list.add("a"));
        end.countDown();
        flush.join();
        assertThat(slow.<Integer>update(List::size)).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
