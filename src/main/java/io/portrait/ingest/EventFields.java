package io.portrait.ingest;

import io.portrait.kernel.PostgresText;
import io.portrait.kernel.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Typed access to the fields of a JSON object; an invalid field is rejected with its JSON pointer. */
record EventFields(JsonNode node, String pointer) {

    /** The rejection of one event during parsing; {@link EventParser} catches it. */
    static final class RejectedEventException extends RuntimeException {

        private final Rejection rejection;

        RejectedEventException(Rejection rejection) {
            super(rejection.detail(), null, false, false);
            this.rejection = rejection;
        }

        Rejection rejection() {
            return rejection;
        }
    }

    /** A nested object; empty if it is missing. */
    EventFields within(String field) {
        JsonNode inner = node.path(field);
        if (isAbsent(inner) || inner.isObject()) {
            return new EventFields(inner, pointer + "/" + field);
        }
        throw invalid(field, "must be an object");
    }

    <T> Optional<T> id(String field, Function<String, T> factory) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isString() && !value.isIntegralNumber()) {
            throw invalid(field, "must be a string");
        }
        try {
            return Optional.of(factory.apply(value.asString()));
        } catch (IllegalArgumentException e) {
            throw rejected("invalid-id", field, String.valueOf(e.getMessage()));
        }
    }

    /** A text with a maximum length, sanitized by {@link PostgresText}. */
    Optional<String> text(String field, int maxLength) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw invalid(field, "must be a string");
        }
        String text = PostgresText.sanitize(value.asString());
        if (text.length() > maxLength) {
            throw invalid(field, "must have at most %d characters, has %d".formatted(maxLength, text.length()));
        }
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    OptionalDouble number(String field, double min, double max) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber()) {
            throw rejected("invalid-value", field, field + " must be a number");
        }
        double number = value.asDouble(Double.NaN);
        if (!(number >= min && number <= max)) {
            throw rejected("invalid-value", field, "%s must be in [%s, %s], is %s".formatted(field, min, max, value));
        }
        return OptionalDouble.of(number);
    }

    Optional<Instant> instant(String field) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw rejected("invalid-timestamp", field, field + " must be a string such as " + Timestamps.EXAMPLE);
        }
        try {
            return Optional.of(Timestamps.parse(value.asString()));
        } catch (DateTimeException e) {
            throw rejected(
                    "invalid-timestamp",
                    field,
                    "%s must be ISO 8601 with an offset, such as %s".formatted(field, Timestamps.EXAMPLE));
        }
    }

    RejectedEventException missing(String field, String detail) {
        return rejected("missing-field", field, detail);
    }

    RejectedEventException rejected(String code, String field, String detail) {
        return new RejectedEventException(new Rejection(code, detail, pointer + "/" + field));
    }

    private RejectedEventException invalid(String field, String factory) {
        return rejected("invalid-field", field, field + " " + factory);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
