package io.portrait.evaluation.task;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The command's options, each written {@code --name=value} and given once. Those that begin with {@code --spring.} or
 * {@code --logging.} are left to others.
 */
public final class EvaluationOptions {

    /** What every task takes. */
    public static final Set<String> COMMON = Set.of("evaluate", "data", "json", "limit");

    private final Map<String, String> values;

    private EvaluationOptions(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if an argument is no option, or is given twice
     */
    public static EvaluationOptions parse(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            if (argument.startsWith("--spring.") || argument.startsWith("--logging.")) {
                continue;
            }
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("options are written --name=value, not '%s'".formatted(argument));
            }
            if (values.put(argument.substring(2, equals), argument.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("%s is given twice".formatted(argument.substring(0, equals)));
            }
        }
        return new EvaluationOptions(values);
    }

    /** These with another value of one. */
    public EvaluationOptions withValue(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new EvaluationOptions(changed);
    }

    /**
     * Requires that there are no others.
     *
     * @throws IllegalArgumentException naming all the others
     */
    public void requireOnly(Collection<String> known) {
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown option(s) %s; there are %s".formatted(dashed(unknown), dashed(new TreeSet<>(known))));
        }
    }

    private static List<String> dashed(Set<String> names) {
        return names.stream().map(name -> "--" + name).toList();
    }

    /** The value, empty if it is not given or blank. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(Predicate.not(String::isEmpty));
    }

    /**
     * The value.
     *
     * @throws IllegalArgumentException if it is not given
     */
    public String required(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("--%s=… is needed".formatted(name)));
    }

    /** Whether it is given, even if blank. */
    public boolean isGiven(String name) {
        return values.containsKey(name);
    }

    /** Texts between commas that are not inside of parentheses. */
    public List<String> list(String name) {
        return find(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",(?![^(]*\\))")))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    /**
     * A whole number of at least 1.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public int positiveInteger(String name, int defaultValue) {
        return find(name).map(text -> positiveInteger(name, text)).orElse(defaultValue);
    }

    private static int positiveInteger(String name, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new IllegalArgumentException("--%s must be a whole number of at least 1, is '%s'".formatted(name, text));
    }

    /**
     * A duration, {@code 7d}, {@code 12h}, {@code 30m}, {@code 10s} or ISO 8601.
     *
     * @throws IllegalArgumentException if it is none, or negative
     */
    public Duration duration(String name, Duration defaultValue) {
        return find(name).map(text -> duration(name, text)).orElse(defaultValue);
    }

    private static Duration duration(String name, String text) {
        String iso = text.matches("\\d+d") ? "P" + text : text.matches("\\d+[hms]") ? "PT" + text : text;
        try {
            Duration duration = Duration.parse(iso);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            // told below
        }
        throw new IllegalArgumentException(
                "--%s must be a duration such as 7d, 12h or 30m, is '%s'".formatted(name, text));
    }

    /**
     * One of some words.
     *
     * @throws IllegalArgumentException if it is another
     */
    public String oneOf(String name, String defaultValue, String... allowed) {
        String choice = find(name).orElse(defaultValue);
        if (Stream.of(allowed).noneMatch(choice::equals)) {
            throw new IllegalArgumentException(
                    "--%s must be one of %s, is '%s'".formatted(name, String.join(", ", allowed), choice));
        }
        return choice;
    }
}
