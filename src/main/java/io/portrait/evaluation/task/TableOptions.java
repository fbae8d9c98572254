package io.portrait.evaluation.task;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableFormat;
import io.portrait.evaluation.data.TableFormat.TimestampUnit;
import io.portrait.evaluation.task.OptionTypes.DateOrInstant;
import io.portrait.evaluation.task.OptionTypes.PositiveInteger;
import io.portrait.evaluation.task.OptionTypes.YesNo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that describe the format of a delimited file and the roles of its columns. A task has its own defaults; an
 * option replaces the default. An option with an empty value, such as {@code --time=}, means that no column has the role.
 */
public final class TableOptions {

    @Option(
            names = "--limit",
            paramLabel = "<rows>",
            converter = PositiveInteger.class,
            description = "use only this number of rows, from the beginning of the file")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--delimiter",
            paramLabel = "<delimiter>",
            description = "tab, comma, semicolon, pipe, space or one character (default: by the file name)")
    private Optional<String> delimiter = Optional.empty();

    @Option(
            names = "--quote",
            paramLabel = "<yes|no>",
            description = "whether \" may enclose a cell (default: no with tabs, otherwise yes)")
    private Optional<YesNo> quote = Optional.empty();

    @Option(
            names = "--time-unit",
            paramLabel = "<unit>",
            description = "the unit of numeric times: seconds, milliseconds or microseconds (default: seconds)")
    private TimestampUnit timeUnit = TimestampUnit.SECONDS;

    @Option(
            names = "--time-origin",
            paramLabel = "<instant>",
            converter = DateOrInstant.class,
            description = "the instant that numeric times count from (default: 1970, or that of the task)")
    private Optional<Instant> timeOrigin = Optional.empty();

    @Option(
            names = {"--target", "--label"},
            paramLabel = "<column>",
            description = "the column to predict")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--time",
            paramLabel = "<column>",
            description = "the time of a row, a number or ISO 8601; without one, the order of the file counts")
    private Optional<String> time = Optional.empty();

    @Option(names = "--user", paramLabel = "<column>", description = "the user of a row (fraud: the card)")
    private Optional<String> user = Optional.empty();

    @Option(names = "--item", paramLabel = "<column>", description = "the item of a row (fraud: the terminal)")
    private Optional<String> item = Optional.empty();

    @Option(
            names = "--numeric",
            split = ",",
            paramLabel = "<column>",
            description = "numeric columns to learn from (fraud: the amount)")
    private List<String> numeric = List.of();

    @Option(
            names = "--categorical",
            split = ",",
            paramLabel = "<column>",
            description = "categorical columns to learn from")
    private List<String> categorical = List.of();

    /** The largest number of rows to read. */
    public int limit() {
        return limit;
    }

    /**
     * Reads a table.
     *
     * @param defaults the columns to use where no option names one
     * @param defaultTimeOrigin the instant that numeric times count from, unless an option names one
     * @throws IllegalArgumentException if an option has a wrong value
     * @throws IOException if the file cannot be read
     */
    public Table read(Path file, ColumnRoles defaults, Instant defaultTimeOrigin) throws IOException {
        return Table.read(file, format(file, defaultTimeOrigin), columns(defaults), limit);
    }

    /**
     * Requires that an option names the target, for a task that has no default for it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public void requireTarget() {
        if (nonEmpty(target).isEmpty()) {
            throw new IllegalArgumentException("--target=<column> is needed, or --label=<column> if it is 0 or 1");
        }
    }

    private TableFormat format(Path file, Instant defaultTimeOrigin) {
        char character = delimiter(file);
        boolean quoted = quote.map(value -> value == YesNo.YES).orElse(character != '\t');
        return new TableFormat(character, quoted, timeUnit, timeOrigin.orElse(defaultTimeOrigin));
    }

    private char delimiter(Path file) {
        return delimiter.map(TableOptions::character).orElse(hasTabSuffix(file) ? '\t' : ',');
    }

    private static boolean hasTabSuffix(Path file) {
        return file.getFileName().toString().matches(".*\\.(tsv|tab|inter|item|user)(\\.gz)?");
    }

    private static char character(String delimiter) {
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

    private ColumnRoles columns(ColumnRoles defaults) {
        return new ColumnRoles(
                nonEmpty(target).or(defaults::target),
                column(time, defaults.time()),
                column(user, defaults.user()),
                column(item, defaults.item()),
                features(defaults));
    }

    private static Optional<String> nonEmpty(Optional<String> value) {
        return value.map(String::strip).filter(name -> !name.isEmpty());
    }

    private static Optional<String> column(Optional<String> option, Optional<String> defaultColumn) {
        return option.isPresent() ? nonEmpty(option) : defaultColumn;
    }

    private ColumnRoles.FeatureColumns features(ColumnRoles defaults) {
        return numeric.isEmpty() && categorical.isEmpty()
                ? defaults.features()
                : new ColumnRoles.FeatureColumns.Listed(names(numeric), names(categorical));
    }

    private static List<String> names(List<String> option) {
        return option.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
