package io.portrait.web;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
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
                .addDeserializer(Integer.class, new IntegerReader(Integer.class))
                .addDeserializer(int.class, new IntegerReader(int.class))
                .addDeserializer(Long.class, new LongReader(Long.class))
                .addDeserializer(long.class, new LongReader(long.class));
    }

    /** The value of a JSON number with a fraction or an exponent, if it is whole. */
    private static long wholeNumber(JsonParser json, DeserializationContext context, Class<?> type) {
        BigDecimal number = json.getDecimalValue();
        try {
            return type == int.class || type == Integer.class ? number.intValueExact() : number.longValueExact();
        } catch (ArithmeticException e) {
            return context.reportInputMismatch(type, "a whole number is expected");
        }
    }

    /** The reader of an {@link Integer}. */
    private static final class IntegerReader extends StdScalarDeserializer<Integer> {

        private final NumberDeserializers.IntegerDeserializer reader;

        IntegerReader(Class<Integer> type) {
            super(type);
            this.reader = new NumberDeserializers.IntegerDeserializer(type, type.isPrimitive() ? 0 : null);
        }

        @Override
        public Integer deserialize(JsonParser json, DeserializationContext context) {
            return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                    ? Math.toIntExact(wholeNumber(json, context, handledType()))
                    : reader.deserialize(json, context);
        }

        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            return reader.getNullValue(context);
        }
    }

    /** The reader of a {@link Long}. */
    private static final class LongReader extends StdScalarDeserializer<Long> {

        private final NumberDeserializers.LongDeserializer reader;

        LongReader(Class<Long> type) {
            super(type);
            this.reader = new NumberDeserializers.LongDeserializer(type, type.isPrimitive() ? 0L : null);
        }

        @Override
        public Long deserialize(JsonParser json, DeserializationContext context) {
            return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                    ? wholeNumber(json, context, handledType())
                    : reader.deserialize(json, context);
        }

        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            return reader.getNullValue(context);
        }
    }
}
