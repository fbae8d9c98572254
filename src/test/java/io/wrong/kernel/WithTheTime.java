package io.wrong.kernel;

/** The system time in a pure module. */
final class WithTheTime {

    private WithTheTime() {}

    static long now() {
        return System.nanoTime();
    }
}
