package io.portrait.evaluate.task;

import io.portrait.evaluate.data.Columns;
import io.portrait.evaluate.data.Format;
import io.portrait.evaluate.data.Format.TimeUnit;
import io.portrait.evaluate.data.Table;
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
public final class DataOptions {

    /** For {@link Task#options} of a task that reads a table. */
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

    private DataOptions() {}

    /**
     * Reads the table that {@code --data} names.
     *
     * @param defaults columns where the options name none; an option with an empty value means no column
     * @throws IllegalArgumentException if an option is wrong
     */
    public static Table read(Options options, Columns defaults, Instant timeOrigin) throws IOException {
        Path file = Path.of(options.required("data"));
        Format format = format(options, file, timeOrigin);
        return Table.read(file, format, columns(options, defaults), options.count("limit", Integer.MAX_VALUE));
    }

    private static Format format(Options options, Path file, Instant origin) {
        char delimiter = delimiter(options, file);
        boolean quoted = options.oneOf("quote", delimiter == '\t' ? "no" : "yes", "yes", "no")
                .equals("yes");
        TimeUnit unit =
                TimeUnit.valueOf(options.oneOf("time-unit", "seconds", "seconds", "milliseconds", "microseconds")
                        .toUpperCase(Locale.ROOT));
        return new Format(delimiter, quoted, unit, origin(options, origin));
    }

    private static Instant origin(Options options, Instant otherwise) {
        try {
            return options.text("time-origin").map(Instant::parse).orElse(otherwise);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("--time-origin must be like 2018-04-01T00:00:00Z", e);
        }
    }

    /** Tables with tabs are usually named so; else it is a comma. */
    private static char delimiter(Options options, Path file) {
        String usual =
                file.getFileName().toString().matches(".*\\.(tsv|tab|inter|item|user)(\\.gz)?") ? "tab" : "comma";
        String delimiter = options.text("delimiter").orElse(usual);
        return switch (delimiter) {
            case "tab", "\\t" -> '\t';
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "pipe" -> '|';
            case "space" -> ' ';
            default -> single(delimiter);
        };
    }

    private static char single(String delimiter) {
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw new IllegalArgumentException(
                    "--delimiter must be tab, comma, semicolon, pipe, space or one character, is '%s'"
                            .formatted(delimiter));
        }
        return delimiter.charAt(0);
    }

    private static Columns columns(Options options, Columns defaults) {
        return new Columns(
                target(options).or(defaults::target),
                role(options, "time", defaults.time()),
                role(options, "user", defaults.user()),
                role(options, "item", defaults.item()),
                features(options, defaults));
    }

    private static Optional<String> target(Options options) {
        return options.text("target").or(() -> options.text("label"));
    }

    /**
     * For tasks that cannot guess the target.
     *
     * @throws IllegalArgumentException if it is not given
     */
    public static void requireTarget(Options options) {
        if (target(options).isEmpty()) {
            throw new IllegalArgumentException("--target=<column> is needed, or --label=<column> if it is 0 or 1");
        }
    }

    private static Optional<String> role(Options options, String name, Optional<String> otherwise) {
        return options.has(name) ? options.text(name) : otherwise;
    }

    private static Columns.Features features(Options options, Columns defaults) {
        if (!options.has("numeric") && !options.has("categorical")) {
            return defaults.features();
        }
        List<String> numeric = options.list("numeric");
        return new Columns.Features.Named(numeric, options.list("categorical"));
    }
}
