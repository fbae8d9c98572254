package io.portrait.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests that "Try it out" in Swagger UI proposes, read from {@code api-examples.json}. Executed in the order of the
 * file, all succeed, also on an empty service.
 */
@Component
class ApiExamples implements OpenApiCustomizer {

    private static final String FILE = "api-examples.json";

    /** An example request: the values of path variables and required parameters, and the body. */
    record ApiExample(
            String request,
            @Nullable Map<String, Object> parameters,
            @Nullable Object body) {

        Optional<Object> value(String parameter) {
            return Optional.ofNullable(parameters).map(values -> values.get(parameter));
        }
    }

    private final List<ApiExample> examples;

    ApiExamples() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            examples = new JsonMapper().readValue(file, new TypeReference<List<ApiExample>>() {});
        }
    }

    @Override
    public void customise(OpenAPI api) {
        examples.forEach(example -> operation(api, example.request()).ifPresent(operation -> show(operation, example)));
    }

    private static Optional<Operation> operation(OpenAPI api, String request) {
        String[] methodAndPath = request.split(" ", 2);
        return Optional.ofNullable(api.getPaths().get(methodAndPath[1]))
                .map(path -> path.readOperationsMap().get(HttpMethod.valueOf(methodAndPath[0])));
    }

    private static void show(Operation operation, ApiExample example) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> show(parameter, example));
        }
        if (example.body() != null && operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().values().forEach(content -> {
                content.setExamples(null);
                content.setExample(example.body());
            });
        }
    }

    private static void show(Parameter parameter, ApiExample example) {
        example.value(parameter.getName()).ifPresent(parameter::setExample);
    }
}
