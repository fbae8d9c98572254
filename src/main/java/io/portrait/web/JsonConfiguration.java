package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.portrait.kernel.PostgresText;
import java.util.List;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * The reading of JSON bodies. A field that a request does not have, a field that is there twice, text after the JSON, null for a
 * number or in a list, a number for true or false, a fraction for a whole number, and text that cannot be stored are errors of the caller. No other format than JSON is read or written, whatever
 * converters libraries bring along.
 */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    private static final List<String> OTHER_FORMATS = List.of("yaml", "xml", "cbor", "smile", "protobuf");

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .withConfigOverride(
                        List.class, lists -> lists.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
                .withCoercionConfig(
                        LogicalType.Boolean,
                        coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .addModule(RequestNumbers.module())
                .addModule(new SimpleModule("storable-text")
                        .addDeserializer(String.class, new StorableTextDeserializer())
                        .addKeyDeserializer(String.class, new StorableNameDeserializer()));
    }

    /** The reader of names in maps, which denies those that PostgreSQL cannot store. */
    private static final class StorableNameDeserializer extends KeyDeserializer {

        @Override
        public Object deserializeKey(String name, DeserializationContext context) {
            return PostgresText.sanitize(name).equals(name)
                    ? name
                    : context.reportInputMismatch(String.class, "the name cannot be stored");
        }
    }

    /** The reader of texts, which denies those that PostgreSQL cannot store. */
    private static final class StorableTextDeserializer extends StdScalarDeserializer<String> {

        StorableTextDeserializer() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && !PostgresText.sanitize(text).equals(text)) {
                throw MismatchedInputException.from(parser, String.class, "the text cannot be stored");
            }
            return text;
        }
    }

    @Bean
    ServerHttpMessageConvertersCustomizer onlyJson() {
        return converters ->
                converters.configureMessageConvertersList(list -> list.removeIf(JsonConfiguration::isOtherFormat));
    }

    private static boolean isOtherFormat(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().stream()
                .map(MediaType::getSubtype)
                .anyMatch(subtype -> OTHER_FORMATS.stream().anyMatch(subtype::contains));
    }
}
