package io.portrait.evaluation.task;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableFormat;
import io.portrait.evaluation.data.TableFormat.TimestampUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The options that say how a file is written and which column means what. A task gives its own defaults; what the
 * command line says goes first.
 */
public final class TableOptions {

    /** For {@link EvaluationTask#options} of a task that reads a table. */
    public static final Set<String> NAMES = Set.of(
            "delimiter",
            "quote",
            "time-unit",
            "time-origin",
            "target",
            "label",
            "time",
            "user",
            "item",
            "numeric",
            "categorical");

    private TableOptions() {}

    /**
     * Reads the table that {@code --data} names.
     *
     * @param defaults columns where the options name none; an option with an empty value means no column
     * @throws IllegalArgumentException if an option is wrong
     */
    public static Table read(EvaluationOptions options, ColumnRoles defaults, Instant timeOrigin) throws IOException {
        Path file = Path.of(options.required("data"));
        TableFormat format = format(options, file, timeOrigin);
        return Table.read(
                file, format, columns(options, defaults), options.positiveInteger("limit", Integer.MAX_VALUE));
    }

    private static TableFormat format(EvaluationOptions options, Path file, Instant origin) {
        char delimiter = delimiter(options, file);
        boolean quoted = options.oneOf("quote", delimiter == '\t' ? "no" : "yes", "yes", "no")
                .equals("yes");
        TimestampUnit timestampUnit =
                TimestampUnit.valueOf(options.oneOf("time-unit", "seconds", "seconds", "milliseconds", "microseconds")
                        .toUpperCase(Locale.ROOT));
        return new TableFormat(delimiter, quoted, timestampUnit, origin(options, origin));
    }

    private static Instant origin(EvaluationOptions options, Instant defaultValue) {
        try {
            return options.find("time-origin").map(Instant::parse).orElse(defaultValue);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("--time-origin must be like 2018-04-01T00:00:00Z", e);
        }
    }

    /** Tables with tabs are usually named so; else it is a comma. */
    private static char delimiter(EvaluationOptions options, Path file) {
        String usualDelimiter =
                file.getFileName().toString().matches(".*\\.(tsv|tab|inter|item|user)(\\.gz)?") ? "tab" : "comma";
        String delimiter = options.find("delimiter").orElse(usualDelimiter);
        return switch (delimiter) {
            case "tab", "\\t" -> '\t';
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "pipe" -> '|';
            case "space" -> ' ';
            default -> singleCharacter(delimiter);
        };
    }

    private static char singleCharacter(String delimiter) {
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw new IllegalArgumentException(
                    "--delimiter must be tab, comma, semicolon, pipe, space or one character, is '%s'"
                            .formatted(delimiter));
        }
        return delimiter.charAt(0);
    }

    private static ColumnRoles columns(EvaluationOptions options, ColumnRoles defaults) {
        return new ColumnRoles(
                target(options).or(defaults::target),
                column(options, "time", defaults.time()),
                column(options, "user", defaults.user()),
                column(options, "item", defaults.item()),
                features(options, defaults));
    }

    private static Optional<String> target(EvaluationOptions options) {
        return options.find("target").or(() -> options.find("label"));
    }

    /**
     * For tasks that cannot guess the target.
     *
     * @throws IllegalArgumentException if it is not given
     */
    public static void requireTarget(EvaluationOptions options) {
        if (target(options).isEmpty()) {
            throw new IllegalArgumentException("--target=<column> is needed, or --label=<column> if it is 0 or 1");
        }
    }

    private static Optional<String> column(EvaluationOptions options, String name, Optional<String> defaultValue) {
        return options.isGiven(name) ? options.find(name) : defaultValue;
    }

    private static ColumnRoles.FeatureColumns features(EvaluationOptions options, ColumnRoles defaults) {
        if (!options.isGiven("numeric") && !options.isGiven("categorical")) {
            return defaults.features();
        }
        List<String> numeric = options.list("numeric");
        return new ColumnRoles.FeatureColumns.Listed(numeric, options.list("categorical"));
    }
}
