package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The translation of a path of properties in a request record into a JSON pointer into the body. */
final class JsonFieldNames {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private JsonFieldNames() {}

    /**
     * The pointer to a property.
     *
     * @param body the record of the body
     * @param path such as {@code identities[0].type}
     */
    static String pointer(Class<?> body, String path) {
        StringBuilder pointer = new StringBuilder();
        Class<?> current = body;
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            String name = steps.group(1);
            pointer.append('/').append(name == null ? steps.group(2) : jsonName(current, name));
            current = name == null ? current : typeOf(current, name);
        }
        return pointer.toString();
    }

    private static String jsonName(Class<?> type, String property) {
        return component(type, property)
                .map(component -> component.getAccessor().getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .orElse(property);
    }

    /** The type of a property; the type of its elements if it is a list. */
    private static Class<?> typeOf(Class<?> type, String property) {
        Type generic = component(type, property)
                .<Type>map(RecordComponent::getGenericType)
                .orElse(Object.class);
        if (generic instanceof ParameterizedType list
                && list.getActualTypeArguments()[list.getActualTypeArguments().length - 1]
                        instanceof Class<?> element) {
            return element;
        }
        return generic instanceof Class<?> plain ? plain : Object.class;
    }

    private static Optional<RecordComponent> component(Class<?> type, String property) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.getName().equals(property))
                        .findFirst()
                : Optional.empty();
    }
}
