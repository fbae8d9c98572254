package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The specification file equals the one that the running service generates. */
@PortraitTest
class ApiSpecTest {

    private static final Path SPEC = Path.of("api-spec/openapi.yaml");

    @Autowired
    private ApiClient api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void theSpecificationFileEqualsTheGeneratedOne() throws IOException {
        String served = api.get("", "/v3/api-docs.yaml").text();
        if (Boolean.getBoolean("api-spec.write")) {
            Files.writeString(SPEC, served);
        }
        Object written = new Yaml().load(Files.readString(SPEC));
        assertThat(written)
                .as("if the change is intended: ./mvnw verify -Dtest=ApiSpecTest -Dapi-spec.write=true")
                .isEqualTo(new Yaml().load(served));
    }

    @Test
    void theContractNamesEveryRouteAndNoOther() throws IOException {
        Set<String> routes = mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.portrait"))
                .flatMap(entry -> entry.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method -> entry.getKey().getPatternValues().stream()
                                .map(pattern -> method.name() + " " + pattern)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(operations(Files.readString(SPEC))).isEqualTo(routes);
    }

    private static Set<String> operations(String yaml) {
        JsonNode paths = new JsonMapper().valueToTree(new Yaml().load(yaml)).path("paths");
        return paths.propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
