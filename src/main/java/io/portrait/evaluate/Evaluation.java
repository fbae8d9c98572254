package io.portrait.evaluate;

import io.portrait.evaluate.data.UnreadableTableException;
import io.portrait.evaluate.fraud.FraudTask;
import io.portrait.evaluate.nextitem.NextItemTask;
import io.portrait.evaluate.offpolicy.OffPolicyTask;
import io.portrait.evaluate.rating.RatingsTask;
import io.portrait.evaluate.search.SearchTask;
import io.portrait.evaluate.tabular.StreamTask;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.ReportJson;
import io.portrait.evaluate.task.ReportTable;
import io.portrait.evaluate.task.Task;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The evaluation mode of the program, {@code --evaluate=<task>}: one task on one file, then a table of the learners. It
 * needs neither a database nor a web server, and starts none.
 */
public final class Evaluation {

    private static final String OPTION = "--evaluate";
    private static final int DONE = 0;
    private static final int WRONG_OPTIONS = 2;
    private static final int UNREADABLE_DATA = 3;

    /** A new task is one line here. */
    private static final List<Task> TASKS = List.of(
            new StreamTask(),
            new RatingsTask(),
            new FraudTask(),
            new NextItemTask(),
            new OffPolicyTask(),
            new SearchTask());

    private Evaluation() {}

    /** Whether a command line asks for an evaluation. */
    public static boolean isAskedFor(String... arguments) {
        return Arrays.stream(arguments)
                .anyMatch(argument -> argument.equals(OPTION) || argument.startsWith(OPTION + "="));
    }

    /**
     * Evaluates what the command line asks for.
     *
     * @param out gets the table
     * @param progress gets the progress and what is wrong
     * @return the exit code: 0 done, 2 wrong options, 3 unreadable data
     */
    public static int run(PrintStream out, PrintStream progress, String... arguments) {
        try {
            evaluate(Options.parse(arguments), out, progress);
            return DONE;
        } catch (IllegalArgumentException e) {
            progress.println("Evaluation: " + e.getMessage());
            return WRONG_OPTIONS;
        } catch (UnreadableTableException e) {
            progress.println("Evaluation: " + e.getMessage());
            return UNREADABLE_DATA;
        } catch (IOException e) {
            progress.println("Evaluation: the data cannot be read, or the JSON not be written: " + e);
            return UNREADABLE_DATA;
        }
    }

    /**
     * The report of an evaluation, without a word.
     *
     * @throws IllegalArgumentException if an option is wrong
     * @throws IOException if the data cannot be read
     */
    static Report report(String... arguments) throws IOException {
        return report(Options.parse(arguments), ProgressBar.silent());
    }

    private static Report report(Options options, ProgressBar progress) throws IOException {
        Task task = task(options);
        Set<String> known = new HashSet<>(Options.COMMON);
        known.addAll(task.options());
        options.requireOnly(known);
        return task.run(options, progress);
    }

    private static void evaluate(Options options, PrintStream out, PrintStream progress) throws IOException {
        long start = System.nanoTime();
        Report report = report(options, ProgressBar.on(progress));
        out.println();
        out.print(ReportTable.of(report));
        out.printf(
                Locale.ROOT,
                "%n%.1f s in all%n",
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
        if (options.text("json").isPresent()) {
            ReportJson.write(report, Path.of(options.required("json")));
        }
    }

    private static Task task(Options options) {
        String name = options.text("evaluate").orElse("");
        return TASKS.stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String tasks = TASKS.stream()
                            .map(task -> "%n  --evaluate=%-10s %s".formatted(task.name(), task.summary()))
                            .collect(Collectors.joining());
                    return new IllegalArgumentException("no task is named '%s'; there are:%s".formatted(name, tasks));
                });
    }
}
