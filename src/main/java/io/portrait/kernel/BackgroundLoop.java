package io.portrait.kernel;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A thread that repeats one task until it is stopped, and sleeps in between. Its owner starts and stops it; a stop lets the
 * running step end, runs {@link Task#stopped} on the same thread, and waits for both. The thread is a daemon: the service
 * stops its loops before it exits.
 */
public final class BackgroundLoop {

    /** The work of a loop; all methods are called on the loop's thread. */
    public interface Task {

        /**
         * Does one step.
         *
         * @return milliseconds to sleep before the next step; 0 to go on at once
         * @throws InterruptedException if the thread was interrupted, which ends the loop
         */
        long step() throws InterruptedException;

        /**
         * Handles what a step has thrown; the loop goes on.
         *
         * @return milliseconds to sleep before the next step
         */
        long failed(RuntimeException failure);

        /** Runs once, after the last step. */
        default void stopped() {}
    }

    private final String name;
    private final BackgroundPriority priority;
    private final Task task;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean stopping;
    private volatile Optional<Thread> thread = Optional.empty();

    /**
     * A loop that is not started yet.
     *
     * @param name the name of its thread
     * @param priority applied to its thread
     */
    public BackgroundLoop(String name, BackgroundPriority priority, Task task) {
        this.name = name;
        this.priority = priority;
        this.task = task;
    }

    /** Starts the thread; after a stop, a new one. */
    public synchronized void start() {
        stopping = false;
        wakeUps.drainPermits();
        thread = Optional.of(Thread.ofPlatform().daemon().name(name).start(this::run));
    }

    /** Stops after the running step and waits for it. */
    public void stop() {
        stopping = true;
        wake();
        join();
    }

    /** Interrupts the running step, stops and waits. */
    public void interrupt() {
        stopping = true;
        thread.ifPresent(Thread::interrupt);
        join();
    }

    private synchronized void join() {
        try {
            if (thread.isPresent()) {
                thread.get().join();
            }
            thread = Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the present sleep, or the next one if the loop is not sleeping. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** A check whether it was started and has not been stopped. */
    public boolean isRunning() {
        return thread.isPresent();
    }

    /** A check whether it is to stop: a long step should end early. */
    public boolean isStopping() {
        return stopping;
    }

    private void run() {
        priority.applyToCurrentThread();
        try {
            while (!stopping) {
                sleep(step());
            }
        } catch (InterruptedException _) {
            stopping = true;
        }
        task.stopped();
    }

    private long step() throws InterruptedException {
        try {
            return task.step();
        } catch (RuntimeException e) {
            return task.failed(e);
        }
    }

    private void sleep(long millis) throws InterruptedException {
        if (millis > 0 && !stopping) {
            if (wakeUps.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        }
    }
}
