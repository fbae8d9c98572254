package io.portrait.kernel;

import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** The description of errors in JSON for its sender: what is expected at which place, without names of Java classes. */
public final class JsonErrors {

    /** A remark of the parser on its own settings, such as {@code (enable `JsonReadFeature.X` to allow)}. */
    private static final Pattern SETTINGS = Pattern.compile("\\s*\\([^()]*(Feature|Constraints|Read)\\b[^()]*\\)");

    /** A remark of the parser on a place that it does not know. */
    private static final Pattern SOURCE = Pattern.compile("\\s*\\([^()]*\\[Source: [^\\]]*][^()]*\\)");

    private static final Pattern CLASS_NAME = Pattern.compile("\\b[a-z]+(\\.[a-z]\\w*)*\\.[A-Z]\\w+|`[^`]*`");

    private JsonErrors() {}

    /** A clause with the expected value, or with the fault. */
    public static String describe(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                NearestName.unknownField(unknown.getPropertyName(), names(unknown.getKnownPropertyIds()));
            case InvalidNullException unexpectedNull -> "it must not be null";
            case MismatchedInputException mismatch -> "it must be " + expected(mismatch.getTargetType());
            case StreamConstraintsException limit -> describeLimit(limit.getOriginalMessage());
            case InputCoercionException range -> "the number is out of range";
            case StreamReadException syntax -> withoutClassNames(syntax.getOriginalMessage());
            case ValueInstantiationException invalid
            when !invalid.getType().isEnumType() && invalid.getCause() instanceof IllegalArgumentException cause ->
                withoutClassNames(String.valueOf(cause.getMessage()));
            case ValueInstantiationException invalid ->
                "it must be " + expected(invalid.getType().getRawClass());
            default -> "it cannot be read";
        };
    }

    private static Collection<String> names(@Nullable Collection<Object> knownProperties) {
        return knownProperties == null
                ? List.of()
                : knownProperties.stream().map(String::valueOf).sorted().toList();
    }

    private static String describeLimit(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("depth")) {
            return "it is nested too deep";
        }
        return lower.contains("number") ? "a number has too many digits" : "a text or a name is too long";
    }

    private static String withoutClassNames(String message) {
        String cleaned =
                SETTINGS.matcher(SOURCE.matcher(message).replaceAll("")).replaceAll("");
        return CLASS_NAME.matcher(cleaned).find() ? "there is a value that JSON does not have" : cleaned;
    }

    /** The values of a type, such as {@code a whole number}. */
    public static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "a value of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .collect(Collectors.joining(", ", "[", "]"));
        }
        if (type == String.class) {
            return "a text without NUL characters and half surrogate pairs";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        return expectedStructure(type);
    }

    private static String expectedStructure(Class<?> type) {
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time in ISO 8601, such as 2026-03-01T12:00:00Z";
        }
        if (type == Duration.class) {
            return "a duration in ISO 8601, such as PT24H";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
    }

    /** A JSON pointer (RFC 6901) to the place of the error; empty if it concerns the whole text. */
    public static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? Integer.toString(step.getIndex())
                        : step.getPropertyName().replace("~", "~0").replace("/", "~1"))
                .map(step -> "/" + step)
                .collect(Collectors.joining());
    }
}
