package io.portrait.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The description of the routes with ids in the query ({@link QueryIdHandlerMapping}): their parameters and names. */
@Component
@Order(0)
class QueryIdDescription implements OpenApiCustomizer {

    private static final String DESCRIPTION = "the id, which not every path can hold";
    private static final String PROFILES = "/v1/profiles";

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().keySet().stream()
                .sorted(Comparator.comparingInt((String path) ->
                                QueryIdHandlerMapping.queryForms(path).size())
                        .reversed())
                .toList()
                .forEach(path -> QueryIdHandlerMapping.queryForms(path)
                        .forEach((form, parameters) -> describe(pathOf(api, path), pathOf(api, form), parameters)));
        describeProfiles(pathOf(api, PROFILES).getGet());
    }

    private static PathItem pathOf(OpenAPI api, String path) {
        return Objects.requireNonNull(api.getPaths().get(path));
    }

    private static void describe(PathItem declared, PathItem form, List<String> parameters) {
        Map<HttpMethod, Operation> operations = form.readOperationsMap();
        declared.readOperationsMap().forEach((method, operation) -> {
            Operation query = operations.get(method);
            if (query != null && query.getSummary().equals(operation.getSummary()) && !isDescribed(query)) {
                query.setOperationId(operation.getOperationId() + "By" + String.join("And", parameters));
                parameters.forEach(name -> query.addParametersItem(parameter(name)));
            }
        });
    }

    /** A check whether an operation was described as the form of a path with more ids. */
    private static boolean isDescribed(Operation query) {
        return query.getParameters() != null
                && query.getParameters().stream().anyMatch(parameter -> DESCRIPTION.equals(parameter.getDescription()));
    }

    private static Parameter parameter(String name) {
        return new QueryParameter()
                .name(name)
                .required(true)
                .description(DESCRIPTION)
                .schema(new StringSchema());
    }

    /** The one path where the route with the id in the query meets another route: the list of a segment. */
    private static void describeProfiles(Operation operation) {
        operation.setOperationId("listSegmentOrProfile");
        operation.setSummary("The profiles of a segment by user id, or with `userId` one profile");
        operation.setDescription(
                "With `segment`: `cursor` of a response requests the next page; it is missing on the last"
                        + " page. A page may be shorter than `limit`, or empty, and not be the last: one request scans 10,000"
                        + " profiles. With `userId`: as `GET /v1/profiles/{userId}`, for ids that a path cannot hold.");
        operation.getParameters().forEach(parameter -> parameter.setRequired(false));
        Schema<?> schema = Objects.requireNonNull(operation.getResponses().get("200"))
                .getContent()
                .values()
                .iterator()
                .next()
                .getSchema();
        schema.addOneOfItem(new Schema<>().$ref("#/components/schemas/ProfilesResponse"));
    }
}
