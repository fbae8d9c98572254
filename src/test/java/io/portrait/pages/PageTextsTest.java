package io.portrait.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The texts of the pages exist in both languages, and the sources of the pages keep the line length. */
class PageTextsTest {

    private static final Path STATIC = Path.of("src/main/resources/static");
    private static final Pattern MARKED_ELEMENT = Pattern.compile("data-t=\"([^\"]+)\"[^>]*>([^<]*)<");
    private static final Pattern TRANSLATION_CALL = Pattern.compile("\\bt\\('([^']+)'");
    private static final int MAX_LINE = 120;

    private static Map<String, String> texts(String language) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        new JsonMapper()
                .readTree(read(STATIC.resolve("pages/texts." + language + ".json")))
                .propertyStream()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asString()));
        return texts;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static List<Path> files(String... extensions) throws IOException {
        try (Stream<Path> files = Files.walk(STATIC)) {
            return files.filter(file -> Stream.of(extensions).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> scripts() throws IOException {
        return files(".js");
    }

    static List<Path> sources() throws IOException {
        return files(".js", ".html", ".css");
    }

    @Test
    void everyTextExistsInBothLanguages() throws IOException {
        assertThat(texts("zh")).containsOnlyKeys(texts("en").keySet());
    }

    @Test
    void chineseTextsUseChineseCharactersAndPunctuation() throws IOException {
        Map<String, String> chinese = texts("zh");
        assertThat(chinese.values()).noneMatch(text -> text.matches(".*(?U)\\p{IsHan}[,:?()].*"));
        assertThat(chinese.values().stream().filter(text -> text.length() > 1))
                .allMatch(text -> text.matches(".*\\p{IsHan}.*"));
    }

    /** A page shows the texts of its HTML for a moment, before the script translates it. */
    @ParameterizedTest
    @ValueSource(strings = {"index.html", "me.html", "console.html"})
    void aPageContainsItsEnglishTexts(String page) throws IOException {
        Map<String, String> english = texts("en");
        assertThat(matches(MARKED_ELEMENT, read(STATIC.resolve(page))))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(english)
                        .containsEntry(text.group(1), text.group(2).strip().replaceAll("\\s+", " ")));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyTextUsedByAScriptExists(Path script) throws IOException {
        assertThat(matches(TRANSLATION_CALL, read(script)).map(call -> call.group(1)))
                .isSubsetOf(texts("en").keySet());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void linesAreNotLongerThanTheLimit(Path source) throws IOException {
        assertThat(read(source).lines()).allMatch(line -> line.length() <= MAX_LINE);
    }
}
