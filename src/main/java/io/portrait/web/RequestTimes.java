package io.portrait.web;

import io.portrait.kernel.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** The reading of times in bodies and parameters of all routes by {@link Timestamps}, so that there is one rule. */
@JacksonComponent
class RequestTimes {

    private static final String RULE =
            "a time must be a string in ISO 8601 with an offset, such as " + Timestamps.EXAMPLE;

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private RequestTimes() {}

    /** Registers the reading of times in parameters. */
    static void register(FormatterRegistry registry) {
        registry.addConverter(new InstantParameter());
        registry.addConverter(new OffsetDateTimeParameter());
    }

    /** A time in a parameter; null for an empty one. */
    private static final class InstantParameter implements Converter<String, @Nullable Instant> {

        @Override
        public @Nullable Instant convert(String text) {
            return text.isBlank() ? null : ofParameter(text);
        }
    }

    /** A time in a parameter, in UTC; null for an empty one. */
    private static final class OffsetDateTimeParameter implements Converter<String, @Nullable OffsetDateTime> {

        @Override
        public @Nullable OffsetDateTime convert(String text) {
            return text.isBlank() ? null : ofParameter(text).atOffset(ZoneOffset.UTC);
        }
    }

    /** A time in a parameter. The plus sign of an offset that was not encoded has arrived as a blank. */
    private static Instant ofParameter(String text) {
        try {
            return storable(text.replaceFirst(" (\\d{2}:?\\d{2})$", "+$1"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    /** A time whose microseconds fit into a number and into PostgreSQL. */
    private static Instant storable(String text) {
        Instant time = Timestamps.parse(text);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new DateTimeException("the year must be in [0, 9999]");
        }
        return time;
    }

    private static Instant read(JsonParser json, DeserializationContext context, StdDeserializer<?> reader) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(reader, RULE);
        }
        try {
            return storable(json.getString());
        } catch (DateTimeException e) {
            return context.reportInputMismatch(reader, RULE);
        }
    }

    /** The reader of an {@link Instant} in a body. */
    static final class InstantReader extends StdDeserializer<Instant> {

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            return read(json, context, this);
        }
    }

    /** The reader of an {@link OffsetDateTime} in a body; the offset is UTC. */
    static final class OffsetDateTimeReader extends StdDeserializer<OffsetDateTime> {

        OffsetDateTimeReader() {
            super(OffsetDateTime.class);
        }

        @Override
        public OffsetDateTime deserialize(JsonParser json, DeserializationContext context) {
            return read(json, context, this).atOffset(ZoneOffset.UTC);
        }
    }
}
