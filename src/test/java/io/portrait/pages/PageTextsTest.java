package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** What the pages say is there in both languages. */
class PageTextsTest {

    private static final Pattern TEXT_ENTRY = Pattern.compile("'?([\\w-]+)'?: '([^']*)'");
    private static final Pattern MARKED_ELEMENT = Pattern.compile("data-t=\"([^\"]+)\"[^>]*>([^<]*)<");
    private static final Pattern TRANSLATION_CALL = Pattern.compile("\\bt\\('([^']+)'");

    private static Map<String, String> texts(String from, String to) throws IOException {
        String file = read("pages/language.js");
        String part = file.substring(file.indexOf(from), file.indexOf(to));
        return matches(TEXT_ENTRY, part).collect(Collectors.toMap(text -> text.group(1), text -> text.group(2)));
    }

    private static String read(String name) throws IOException {
        return new ClassPathResource("static/" + name).getContentAsString(StandardCharsets.UTF_8);
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Map<String, String> english() throws IOException {
        return texts("const ENGLISH", "const CHINESE");
    }

    private static Map<String, String> chinese() throws IOException {
        return texts("const CHINESE", "const TEXTS");
    }

    @Test
    void everyTextExistsInBothLanguages() throws IOException {
        assertThat(chinese()).containsOnlyKeys(english().keySet());
    }

    @Test
    void chineseIsWrittenInChinese() throws IOException {
        assertThat(chinese().values()).noneMatch(text -> text.matches(".*(?U)\\p{IsHan}[,:?()].*"));
        assertThat(chinese().values().stream().filter(text -> text.length() > 1))
                .allMatch(text -> text.matches(".*\\p{IsHan}.*"));
    }

    /** What stands in the file is seen for a moment, before a script fills it in. */
    @ParameterizedTest
    @ValueSource(strings = {"index.html", "me.html", "console.html"})
    void aPageContainsItsEnglishTexts(String page) throws IOException {
        Map<String, String> english = english();
        assertThat(matches(MARKED_ELEMENT, read(page)))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(english).containsEntry(text.group(1), text.group(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "console", "learning", "population", "administration", "chart"})
    void everyTextUsedByAScriptExists(String script) throws IOException {
        assertThat(matches(TRANSLATION_CALL, read("pages/" + script + ".js")).map(call -> call.group(1)))
                .isNotEmpty()
                .isSubsetOf(english().keySet());
    }
}
