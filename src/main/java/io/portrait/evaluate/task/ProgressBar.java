package io.portrait.evaluate.task;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far an evaluation is. On a terminal the bar moves in its line; elsewhere, where it would fill a log, a line is
 * printed now and then.
 */
public final class ProgressBar {

    private static final int WIDTH = 30;
    private static final int LOOK_EVERY = 256;

    private final PrintStream out;
    private final boolean moving;
    private final long intervalNanos;
    private String what = "";
    private long total;
    private long startNanos;
    private long lastNanos;

    private ProgressBar(PrintStream out, boolean moving) {
        this.out = out;
        this.moving = moving;
        this.intervalNanos = (moving ? Duration.ofMillis(200) : Duration.ofSeconds(5)).toNanos();
    }

    /** A bar on the terminal, or lines where the output goes elsewhere. */
    public static ProgressBar on(PrintStream out) {
        Optional<Console> console = Optional.ofNullable(System.console());
        return new ProgressBar(out, console.map(Console::isTerminal).orElse(false));
    }

    /** Shows nothing. */
    public static ProgressBar silent() {
        return new ProgressBar(new PrintStream(PrintStream.nullOutputStream()), false);
    }

    /** Begins a stretch of work. */
    public void begin(String stretch, long steps) {
        what = stretch;
        total = Math.max(1, steps);
        startNanos = System.nanoTime();
        lastNanos = startNanos;
    }

    /** So many steps are done. */
    public void advance(long done) {
        if (done % LOOK_EVERY == 0 || done == total) {
            long now = System.nanoTime();
            if (now - lastNanos >= intervalNanos || done == total) {
                lastNanos = now;
                show(done, (now - startNanos) / 1e9);
            }
        }
    }

    private void show(long done, double seconds) {
        double part = Math.min(1, (double) done / total);
        int filled = (int) (WIDTH * part);
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %,d of %,d  %,.0f/s  %s",
                what,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * part,
                done,
                total,
                done / Math.max(seconds, 1e-9),
                remaining(part, seconds));
        out.print(moving ? "\r" + line + (done == total ? "\n" : "") : line + "\n");
        out.flush();
    }

    private static String remaining(double part, double seconds) {
        return part < 1 && part > 0
                ? String.format(Locale.ROOT, "%.0f s left", seconds / part - seconds)
                : String.format(Locale.ROOT, "%.1f s   ", seconds);
    }
}
