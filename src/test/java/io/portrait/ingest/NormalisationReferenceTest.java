package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.GeneratedSection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The lists of {@code src/docs/normalisation.md} are those of the code, and the classes that it names exist. */
class NormalisationReferenceTest {

    private static final Path DOCUMENT = Path.of("src/docs/normalisation.md");
    private static final Path SOURCES = Path.of("src/main/java/io/portrait");
    private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*)\\.([A-Z][A-Za-z]+)` \\|");

    private static String placeholders() {
        return codes(PlaceholderIds.BUILT_IN);
    }

    private static String abbreviations() throws IOException {
        try (var file = Objects.requireNonNull(TimeZones.class.getResourceAsStream("/time-zones.csv"))) {
            return codes(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("[A-Z]{3,5},.*"))
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList());
        }
    }

    private static String codes(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" ")) + "\n";
    }

    @Test
    void theListsOfTheDocumentAreThoseOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = GeneratedSection.replace(document, "placeholders", placeholders());
        expected = GeneratedSection.replace(expected, "abbreviations", abbreviations());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(document)
                .as("if the change is intended: ./mvnw test -Dtest=NormalisationReferenceTest -Ddocs.write=true")
                .isEqualTo(expected);
    }

    @Test
    void theDocumentNamesClassesThatExist() throws IOException {
        List<Path> named = CLASS.matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> SOURCES.resolve(match.group(1).replace('.', '/')).resolve(match.group(2) + ".java"))
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(path -> assertThat(path).exists());
    }
}
