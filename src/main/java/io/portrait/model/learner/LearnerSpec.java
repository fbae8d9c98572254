package io.portrait.model.learner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parsed description of a learner, {@code name(key=value,…)}, the syntax of all configurations.
 *
 * @param name the kind of learner
 * @param options the options as text, in their order; unmodifiable
 */
record LearnerSpec(String name, Map<String, String> options) {

    private static final Pattern SYNTAX = Pattern.compile("\\s*([a-z][a-z0-9-]*)\\s*\\(([^()]*)\\)\\s*");
    private static final Pattern OPTION = Pattern.compile("\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*([^=\\s]+)\\s*");

    LearnerSpec {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Parses a description.
     *
     * @throws IllegalArgumentException if it is malformed or contains an option twice
     */
    static LearnerSpec parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : matcher.group(2).split(",", -1)) {
            Matcher pair = OPTION.matcher(option);
            if (!pair.matches() || options.put(pair.group(1), pair.group(2)) != null) {
                throw malformed(text);
            }
        }
        return new LearnerSpec(matcher.group(1), options);
    }

    /**
     * Requires that this description has no options that a complete one lacks.
     *
     * @param complete a description with all options of the learner
     * @throws IllegalArgumentException that names all unknown options
     */
    void requireNoUnknownOptions(LearnerSpec complete) {
        TreeSet<String> unknown = new TreeSet<>(options.keySet());
        unknown.removeAll(complete.options.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has the options %s, not %s".formatted(name, complete.options.keySet(), unknown));
        }
    }

    /**
     * A required integer option.
     *
     * @throws IllegalArgumentException if it is missing or not an integer
     */
    int intOption(String key) {
        String value = options.get(key);
        if (value == null) {
            throw new IllegalArgumentException("%s needs the option %s".formatted(name, key));
        }
        return toInt(key, value);
    }

    /**
     * An integer option with a default.
     *
     * @throws IllegalArgumentException if it is not an integer
     */
    int intOption(String key, int defaultValue) {
        String value = options.get(key);
        return value == null ? defaultValue : toInt(key, value);
    }

    /**
     * A decimal option with a default.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    double doubleOption(String key, double defaultValue) {
        String value = options.get(key);
        return value == null ? defaultValue : toDouble(key, value);
    }

    /**
     * An option with a fixed set of values, of which the first is the default.
     *
     * @throws IllegalArgumentException if it has another value
     */
    String choiceOption(String key, List<String> allowed) {
        String value = options.getOrDefault(key, allowed.getFirst());
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException("%s must be one of %s, is \"%s\"".formatted(key, allowed, value));
        }
        return value;
    }

    private static int toInt(String key, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s must be a whole number, is \"%s\"".formatted(key, value), e);
        }
    }

    private static double toDouble(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s must be a number, is \"%s\"".formatted(key, value), e);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "a learner is described as name(key=value,key=value), each key once; got \"%s\"".formatted(text));
    }
}
