package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference of all settings is generated from the documentation of the properties. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("src/docs/configuration.md");
    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    private static final String HEAD = """
            # Configuration

            Every property of Portrait, as its own documentation in the code says. Set it as `--name=value`, in an
            `application.yaml`, as an environment variable (`portrait.ingest.max-batch-events` is `PORTRAIT_INGEST_MAXBATCHEVENTS`), or as a
            file of that name in a directory that `spring.config.import=configtree:<directory>/` names. All properties of Spring Boot
            can be set too. This file is generated: `./mvnw verify -Dtest=ConfigurationReferenceTest -Dconfiguration.write=true`.

            | property | type | default | meaning |
            |---|---|---|---|
            """;

    @Test
    void theReferenceMatchesTheProperties() throws IOException {
        String reference = reference();
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(REFERENCE, reference);
        }
        assertThat(Files.readString(REFERENCE))
                .as(
                        "if the change is meant: ./mvnw verify -Dtest=ConfigurationReferenceTest -Dconfiguration.write=true")
                .isEqualTo(reference);
    }

    @Test
    void everyPropertyIsDocumented() throws IOException {
        assertThat(properties()
                        .valueStream()
                        .filter(property -> meaning(property).isEmpty()))
                .as("without a @param in the javadoc of their record")
                .isEmpty();
    }

    private static JsonNode properties() throws IOException {
        try (InputStream metadata =
                Objects.requireNonNull(ConfigurationReferenceTest.class.getResourceAsStream(METADATA))) {
            return new JsonMapper().readTree(metadata).path("properties");
        }
    }

    private static String reference() throws IOException {
        return HEAD
                + properties()
                        .valueStream()
                        .sorted(Comparator.comparing(
                                property -> property.path("name").asString()))
                        .map(ConfigurationReferenceTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(JsonNode property) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(property.path("name").asString(), type(property), defaultOf(property), meaning(property));
    }

    /** Without packages. */
    private static String type(JsonNode property) {
        return property.path("type").asString().replaceAll("[a-z][\\w]*\\.", "").replace('$', '.');
    }

    private static String defaultOf(JsonNode property) {
        JsonNode value = property.path("defaultValue");
        if (value.isMissingNode()) {
            return "";
        }
        String text = value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : value.asString();
        return "`" + text + "`";
    }

    private static String meaning(JsonNode property) {
        return property.path("description")
                .asString("")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
    }
}
