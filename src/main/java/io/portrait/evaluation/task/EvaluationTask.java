package io.portrait.evaluation.task;

import io.portrait.evaluation.task.OptionTypes.FlexibleDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * An evaluation that the command line selects by name. A subclass declares its name, its description and its options with
 * picocli's annotations. Mutable: an instance holds the parsed options of one run.
 */
public abstract class EvaluationTask {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "<file>",
            description = "the data set, plain text or gzip, UTF-8")
    private Path data = Path.of("");

    @Option(names = "--json", paramLabel = "<file>", description = "also write the report to this file, as JSON")
    private Optional<Path> json = Optional.empty();

    @SuppressWarnings("unused") // read by picocli
    @Option(names = "--help", usageHelp = true, description = "print this help")
    private boolean help;

    /** The parser of this task's options; it stores the values in this object. */
    public final CommandLine commandLine() {
        return new CommandLine(this)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new FlexibleDuration());
    }

    /** The value that selects this task in {@code --evaluate=<name>}. */
    public final String name() {
        return commandLine().getCommandName().replace("--evaluate=", "");
    }

    /** The description in one line. */
    public final String summary() {
        return String.join(" ", commandLine().getCommandSpec().usageMessage().description());
    }

    /**
     * Runs the evaluation.
     *
     * @throws IllegalArgumentException if an option has a wrong value; the message names the option
     * @throws IOException if the data cannot be read
     */
    public abstract EvaluationReport run(ProgressBar progress) throws IOException;

    /** The file of {@code --data}. */
    protected final Path data() {
        return data;
    }

    /** Writes the report to the file of {@code --json}, if that option is given. */
    public final void writeJsonIfRequested(EvaluationReport report) throws IOException {
        if (json.isPresent()) {
            Files.writeString(json.get(), ReportJson.of(report) + "\n");
        }
    }
}
