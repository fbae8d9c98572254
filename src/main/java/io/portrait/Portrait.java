package io.portrait;

import io.portrait.evaluation.EvaluationCommand;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The application: the service, or one of the other commands of the command line. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Portrait {

    /** The usage of the program, for {@code --help} only: the service itself reads its options as Spring properties. */
    @SuppressWarnings("unused") // the fields are read by picocli
    @Command(
            name = "portrait",
            description = "Runs the Portrait service, or an evaluation of its models on a data set.",
            sortOptions = false,
            commandListHeading = "%nEvaluations (--evaluate=<task> --help prints the options of a task):%n",
            footer = {"", "Every property of the service can be set as --<property>=<value>."})
    private static final class Usage {

        @Option(
                names = "--replay",
                paramLabel = "<file>",
                description = "send the purchases of an Online Retail file to the service")
        private List<Path> replay = List.of();

        @Option(names = "--replay-exit", description = "stop the service after the replay")
        private boolean replayExit;

        @Option(names = "--help", usageHelp = true, description = "print this help")
        private boolean help;
    }

    /** Runs the service. With {@code --evaluate=<task>} it runs an evaluation, with {@code --help} it prints the usage. */
    public static void main(String[] args) {
        if (EvaluationCommand.isRequested(args)) {
            System.exit(EvaluationCommand.run(System.out, System.err, args));
        }
        if (List.of(args).contains("--help")) {
            printUsage();
            return;
        }
        JvmLauncher.relaunchWithFlags();
        SpringApplication.run(Portrait.class, args);
    }

    private static void printUsage() {
        CommandLine commandLine = new CommandLine(new Usage());
        EvaluationCommand.tasks().forEach(commandLine::addSubcommand);
        commandLine.usage(System.out);
    }
}
