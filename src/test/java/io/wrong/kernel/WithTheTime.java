package io.wrong.kernel;

/** Reads the time without a clock. */
final class WithTheTime {

    private WithTheTime() {}

    static long now() {
        return System.nanoTime();
    }
}
