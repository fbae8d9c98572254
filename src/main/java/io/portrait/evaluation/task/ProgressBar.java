package io.portrait.evaluation.task;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A progress display. On a terminal it redraws one line; elsewhere it prints a line every five seconds.
 */
public final class ProgressBar {

    private static final int WIDTH = 30;
    private static final int CHECK_INTERVAL = 256;

    private final PrintStream out;
    private final boolean interactive;
    private final long intervalNanos;
    private String phase = "";
    private long totalSteps;
    private long startNanos;
    private long lastNanos;

    private ProgressBar(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
        this.intervalNanos = (interactive ? Duration.ofMillis(200) : Duration.ofSeconds(5)).toNanos();
    }

    /** A display that writes to the stream. */
    public static ProgressBar to(PrintStream out) {
        Optional<Console> console = Optional.ofNullable(System.console());
        return new ProgressBar(out, console.map(Console::isTerminal).orElse(false));
    }

    /** A display that shows nothing. */
    public static ProgressBar silent() {
        return new ProgressBar(new PrintStream(PrintStream.nullOutputStream()), false);
    }

    /** Starts a phase of work with the given number of steps. */
    public void begin(String phaseName, long steps) {
        phase = phaseName;
        totalSteps = Math.max(1, steps);
        startNanos = System.nanoTime();
        lastNanos = startNanos;
    }

    /** Reports how many steps of the phase are done. */
    public void advance(long done) {
        if (done % CHECK_INTERVAL == 0 || done == totalSteps) {
            long now = System.nanoTime();
            if (now - lastNanos >= intervalNanos || done == totalSteps) {
                lastNanos = now;
                show(done, (now - startNanos) / 1e9);
            }
        }
    }

    private void show(long done, double seconds) {
        double fraction = Math.min(1, (double) done / totalSteps);
        int filled = (int) (WIDTH * fraction);
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %,d of %,d  %,.0f/s  %s",
                phase,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * fraction,
                done,
                totalSteps,
                done / Math.max(seconds, 1e-9),
                remaining(fraction, seconds));
        out.print(interactive ? "\r" + line + (done == totalSteps ? "\n" : "") : line + "\n");
        out.flush();
    }

    private static String remaining(double fraction, double seconds) {
        return fraction < 1 && fraction > 0
                ? String.format(Locale.ROOT, "%.0f s left", seconds / fraction - seconds)
                : String.format(Locale.ROOT, "%.1f s   ", seconds);
    }
}
