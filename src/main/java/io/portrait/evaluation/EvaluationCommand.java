package io.portrait.evaluation;

import io.portrait.evaluation.data.UnreadableDataException;
import io.portrait.evaluation.fraud.FraudTask;
import io.portrait.evaluation.nextitem.NextItemTask;
import io.portrait.evaluation.offpolicy.OffPolicyTask;
import io.portrait.evaluation.rating.RatingTask;
import io.portrait.evaluation.search.SearchTask;
import io.portrait.evaluation.tabular.StreamTask;
import io.portrait.evaluation.task.EvaluationOptions;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportJson;
import io.portrait.evaluation.task.ReportTable;
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
public final class EvaluationCommand {

    private static final String OPTION = "--evaluate";
    private static final int EXIT_OK = 0;
    private static final int EXIT_WRONG_OPTIONS = 2;
    private static final int EXIT_UNREADABLE_DATA = 3;

    /** A new task is one line here. */
    private static final List<EvaluationTask> TASKS = List.of(
            new StreamTask(),
            new RatingTask(),
            new FraudTask(),
            new NextItemTask(),
            new OffPolicyTask(),
            new SearchTask());

    private EvaluationCommand() {}

    /** Whether a command line asks for an evaluation. */
    public static boolean isRequested(String... arguments) {
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
            evaluate(EvaluationOptions.parse(arguments), out, progress);
            return EXIT_OK;
        } catch (IllegalArgumentException e) {
            progress.println("Evaluation: " + e.getMessage());
            return EXIT_WRONG_OPTIONS;
        } catch (UnreadableDataException e) {
            progress.println("Evaluation: " + e.getMessage());
            return EXIT_UNREADABLE_DATA;
        } catch (IOException e) {
            progress.println("Evaluation: the data cannot be read, or the JSON not be written: " + e);
            return EXIT_UNREADABLE_DATA;
        }
    }

    /**
     * The report of an evaluation, without a word.
     *
     * @throws IllegalArgumentException if an option is wrong
     * @throws IOException if the data cannot be read
     */
    static EvaluationReport report(String... arguments) throws IOException {
        return report(EvaluationOptions.parse(arguments), ProgressBar.silent());
    }

    private static EvaluationReport report(EvaluationOptions options, ProgressBar progress) throws IOException {
        EvaluationTask task = task(options);
        Set<String> known = new HashSet<>(EvaluationOptions.COMMON);
        known.addAll(task.options());
        options.requireOnly(known);
        return task.run(options, progress);
    }

    private static void evaluate(EvaluationOptions options, PrintStream out, PrintStream progress) throws IOException {
        long startNanos = System.nanoTime();
        EvaluationReport report = report(options, ProgressBar.to(progress));
        out.println();
        out.print(ReportTable.of(report));
        out.printf(
                Locale.ROOT,
                "%n%.1f s in all%n",
                Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1e3);
        if (options.find("json").isPresent()) {
            ReportJson.write(report, Path.of(options.required("json")));
        }
    }

    private static EvaluationTask task(EvaluationOptions options) {
        String name = options.find("evaluate").orElse("");
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
