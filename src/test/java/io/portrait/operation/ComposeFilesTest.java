package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The compose files: each container gets its own secrets and no others. */
class ComposeFilesTest {

    private static final Path DIRECTORY = Path.of("docker");

    private static Map<String, Object> read(String file) throws IOException {
        return new Yaml().load(Files.readString(DIRECTORY.resolve(file)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return (Map<String, Object>) Objects.requireNonNull(parent.get(name), name);
    }

    private static Map<String, Object> service(String name) throws IOException {
        return child(child(read("services.yaml"), "services"), name);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, Object> service, String name) {
        return (List<String>) Objects.requireNonNull(service.get(name), name);
    }

    @Test
    void theMasterKeyIsNotBesideTheDataThatItProtects() throws IOException {
        assertThat(list(service("portrait"), "volumes")).containsExactly("secrets:/run/secrets:ro");
        assertThat(list(service("db"), "volumes"))
                .contains("database:/var/lib/postgresql/data", "database-secrets:/run/secrets:ro")
                .noneMatch(volume -> volume.startsWith("secrets:"));
        String script = list(service("secrets"), "entrypoint").getLast();
        assertThat(script).contains("umask 077").contains("create service/portrait.release.master-key");
        assertThat(script).doesNotContain("database/portrait.release.master-key");
    }

    @Test
    void theServiceConnectsAsAnotherRoleThanTheSuperuser() throws IOException {
        assertThat(child(service("portrait"), "environment").get("SPRING_DATASOURCE_USERNAME"))
                .isEqualTo("portrait");
        assertThat(child(service("db"), "environment").get("POSTGRES_USER")).isEqualTo("postgres");
        assertThat(Files.readString(DIRECTORY.resolve("create-role"))).contains("CREATE ROLE portrait LOGIN PASSWORD");
        assertThat(Files.isExecutable(DIRECTORY.resolve("create-role"))).isTrue();
    }

    @Test
    void theServiceHasNoRightsAndWaitsForItsDatabase() throws IOException {
        Map<String, Object> portrait = service("portrait");
        assertThat(portrait).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
        assertThat(child(child(portrait, "depends_on"), "db")).containsEntry("condition", "service_healthy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.replicas.yaml"})
    void bothFilesHaveAllServicesAndVolumes(String file) throws IOException {
        Map<String, Object> compose = read(file);
        assertThat(child(compose, "services")).containsKeys("portrait", "db", "secrets");
        assertThat(child(compose, "volumes")).containsOnlyKeys("database", "database-secrets", "secrets");
    }
}
