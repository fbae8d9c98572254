package io.portrait.support;

import java.time.Duration;

/**
 * The longest waits of tests. A test waits for a state and ends with it, so these limits only end a test that hangs; they are
 * long, because a state may take minutes on a busy machine.
 */
public final class TestTimeouts {

    /** The longest wait for one state; the default of Awaitility. */
    public static final Duration STATE = Duration.ofMinutes(5);

    /** The longest run of one test, in seconds. */
    public static final long TEST_SECONDS = 900;

    /** The longest run, in seconds, of a test that starts and kills processes. */
    public static final long PROCESSES_SECONDS = 1_800;

    private TestTimeouts() {}
}
