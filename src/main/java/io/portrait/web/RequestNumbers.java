package io.portrait.web;

import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * The reading of whole numbers in bodies of all routes. A number with a fraction is refused, because to cut it would change it;
 * {@code 5.0} is 5.
 */
final class RequestNumbers {

    private RequestNumbers() {}

    /** Registers the reading of numbers in bodies. */
    static SimpleModule module() {
        return new SimpleModule("whole-numbers")
                .addDeserializer(
                        Integer.class,
                        new WholeNumberReader<>(
                                new NumberDeserializers.IntegerDeserializer(Integer.class, null),
                                BigDecimal::intValueExact))
                .addDeserializer(
                        int.class,
                        new WholeNumberReader<>(
                                new NumberDeserializers.IntegerDeserializer(int.class, 0), BigDecimal::intValueExact))
                .addDeserializer(
                        Long.class,
                        new WholeNumberReader<>(
                                new NumberDeserializers.LongDeserializer(Long.class, null), BigDecimal::longValueExact))
                .addDeserializer(
                        long.class,
                        new WholeNumberReader<>(
                                new NumberDeserializers.LongDeserializer(long.class, 0L), BigDecimal::longValueExact));
    }

    /** The reader of a whole number, which may be written with a fraction or an exponent. */
    private static final class WholeNumberReader<N extends Number> extends StdScalarDeserializer<N> {

        private final StdDeserializer<N> reader;
        private final Function<BigDecimal, N> exactValue;

        WholeNumberReader(StdDeserializer<N> reader, Function<BigDecimal, N> exactValue) {
            super(reader.handledType());
            this.reader = reader;
            this.exactValue = exactValue;
        }

        @Override
        public N deserialize(JsonParser json, DeserializationContext context) {
            return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                    ? wholeNumber(json.getDecimalValue(), context)
                    : reader.deserialize(json, context);
        }

        private N wholeNumber(BigDecimal number, DeserializationContext context) {
            try {
                return exactValue.apply(number);
            } catch (ArithmeticException e) {
                return context.reportInputMismatch(handledType(), "a whole number is expected");
            }
        }

        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            return reader.getNullValue(context);
        }
    }
}
