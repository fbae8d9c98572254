package io.portrait.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.model.learner.Learners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of {@code src/docs/learners.md} has every learner with the options and defaults of the code. */
class LearnerReferenceTest {

    private static final Path REFERENCE = Path.of("src/docs/learners.md");

    @Test
    void theTableHasEveryLearnerWithItsOptions() throws IOException {
        List<String> documented = Files.readAllLines(REFERENCE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(LearnerReferenceTest::nameAndOptions)
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(Learners.names().stream()
                        .map(LearnerReferenceTest::expected)
                        .toList());
    }

    /** The first and the last column. */
    private static String nameAndOptions(String row) {
        String[] cells = row.split("\\|", -1);
        return "%s %s".formatted(cells[1].trim(), cells[3].trim()).trim();
    }

    private static String expected(String name) {
        String identity = Learners.byName(name, 13).config().identity();
        String options = Arrays.stream(identity.substring(identity.indexOf('(') + 1, identity.length() - 1)
                        .split(","))
                .filter(option -> !option.startsWith("dimensions="))
                .map(option -> "`" + option + "`")
                .collect(Collectors.joining(" "));
        return "`%s` %s".formatted(name, options).trim();
    }
}
