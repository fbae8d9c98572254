package io.portrait;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import io.portrait.support.ConcurrentTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The format check for builds whose Maven runs on a JVM that is too old for spotless to parse this code. */
@Tag("slow")
@ConcurrentTest
class FormatTest {

    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void everySourceFileIsFormatted() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            List<Path> unformatted = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !isFormatted(path))
                    .toList();
            assertThat(unformatted)
                    .as("run: ./mvnw spotless:apply (with JAVA_HOME at a JDK 25)")
                    .isEmpty();
        }
    }

    @Test
    void anUnformattedSourceIsDetected() throws FormatterException {
        assertThat(format("class  A {}")).isNotEqualTo("class  A {}");
    }

    private static boolean isFormatted(Path path) {
        try {
            String source = Files.readString(path);
            return format(source).equals(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new IllegalStateException(path.toString(), e);
        }
    }

    private static String format(String source) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(source, Style.PALANTIR);
        return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    }
}
