package io.portrait.evaluation;

import io.portrait.evaluation.data.UnreadableDataException;
import io.portrait.evaluation.fraud.FraudTask;
import io.portrait.evaluation.nextitem.NextItemTask;
import io.portrait.evaluation.offpolicy.OffPolicyTask;
import io.portrait.evaluation.rating.RatingTask;
import io.portrait.evaluation.search.SearchTask;
import io.portrait.evaluation.tabular.StreamTask;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportTable;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code --evaluate=<task>}: it runs one evaluation task on a file and prints a table of the learners. It
 * starts neither the web server nor the database.
 */
public final class EvaluationCommand {

    private static final String OPTION = "--evaluate";
    private static final int EXIT_OK = 0;
    private static final int EXIT_WRONG_OPTIONS = 2;
    private static final int EXIT_UNREADABLE_DATA = 3;

    private EvaluationCommand() {}

    /** New instances of all tasks. To add a task, add a line here. */
    public static List<EvaluationTask> tasks() {
        return List.of(
                new StreamTask(),
                new RatingTask(),
                new FraudTask(),
                new NextItemTask(),
                new OffPolicyTask(),
                new SearchTask());
    }

    /** A check whether the command line selects an evaluation instead of the service. */
    public static boolean isRequested(String... arguments) {
        return Arrays.stream(arguments)
                .anyMatch(argument -> argument.equals(OPTION) || argument.startsWith(OPTION + "="));
    }

    /**
     * Runs the evaluation that the command line selects, or prints the help of a task if {@code --help} is given.
     *
     * @param out receives the table or the help
     * @param err receives the progress and error messages
     * @return the exit code: 0 for success, 2 for wrong options, 3 for unreadable data
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        try {
            EvaluationTask task = selectTask(arguments);
            CommandLine commandLine = task.commandLine();
            commandLine.parseArgs(taskArguments(arguments));
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(out);
            } else {
                evaluate(task, out, err);
            }
            return EXIT_OK;
        } catch (ParameterException | IllegalArgumentException e) {
            err.println("Evaluation: " + e.getMessage());
            return EXIT_WRONG_OPTIONS;
        } catch (UnreadableDataException e) {
            err.println("Evaluation: " + e.getMessage());
            return EXIT_UNREADABLE_DATA;
        } catch (IOException e) {
            err.println("Evaluation: the data cannot be read, or the JSON file cannot be written: " + e);
            return EXIT_UNREADABLE_DATA;
        }
    }

    /**
     * Runs an evaluation and returns its report without printing anything.
     *
     * @throws ParameterException if the options cannot be parsed
     * @throws IllegalArgumentException if an option has a wrong value
     * @throws IOException if the data cannot be read
     */
    static EvaluationReport report(String... arguments) throws IOException {
        EvaluationTask task = selectTask(arguments);
        task.commandLine().parseArgs(taskArguments(arguments));
        return task.run(ProgressBar.silent());
    }

    private static void evaluate(EvaluationTask task, PrintStream out, PrintStream err) throws IOException {
        long startNanos = System.nanoTime();
        EvaluationReport report = task.run(ProgressBar.to(err));
        out.println();
        out.print(ReportTable.of(report));
        out.printf(
                Locale.ROOT,
                "%n%.1f s in all%n",
                Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1e3);
        task.writeJsonIfRequested(report);
    }

    private static EvaluationTask selectTask(String... arguments) {
        String name = taskName(arguments).orElse("");
        return tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no task is named '%s'; the tasks are:%s%nThe options of a task: --evaluate=<task> --help"
                                .formatted(name, taskList())));
    }

    private static Optional<String> taskName(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(OPTION + "="))
                .map(argument -> argument.substring(OPTION.length() + 1))
                .findFirst();
    }

    private static String taskList() {
        return tasks().stream()
                .map(task -> "%n  --evaluate=%-10s  %s".formatted(task.name(), task.summary()))
                .collect(Collectors.joining());
    }

    /** The arguments without the selection of the task and without options of Spring. */
    private static String[] taskArguments(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> !isRequested(argument)
                        && !argument.startsWith("--spring.")
                        && !argument.startsWith("--logging."))
                .toArray(String[]::new);
    }
}
