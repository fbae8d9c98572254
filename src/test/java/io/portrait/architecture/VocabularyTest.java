package io.portrait.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The words of the old vocabulary are not used in names any more: types, properties, JSON fields, tables and columns use the
 * terms of {@code src/docs/glossary.md}.
 */
class VocabularyTest {

    /** Words that are no term of the field, as parts of camel-case, kebab-case or snake-case names. */
    private static final List<String> OLD_WORDS = List.of(
            "board",
            "voices",
            "voice",
            "shelves",
            "shelf",
            "wish",
            "standing",
            "standings",
            "asked",
            "kept",
            "blame",
            "roster",
            "sifted",
            "told",
            "said",
            "sayings",
            "saying",
            "heard",
            "hearing",
            "stranger",
            "kindred",
            "companions",
            "followers",
            "follower",
            "successors",
            "opinions",
            "credit",
            "growth",
            "nice",
            "nameless",
            "unfit",
            "outlook",
            "lesson",
            "contender",
            "contest",
            "deed",
            "promise",
            "dialect",
            "leftover",
            "resends",
            "uncart",
            "catalogue",
            "catalogues",
            "worths",
            "worth",
            "rivals",
            "turned",
            "impressions",
            "stamp",
            "gate",
            "seal",
            "mood",
            "grain",
            "coarse",
            "letter",
            "letters",
            "whom",
            "somebody",
            "nobody",
            "drain",
            "tally",
            "tallies",
            "choice",
            "choices",
            "meet",
            "met");

    /** Names that contain an old word in its ordinary meaning. */
    private static final Pattern STANDARD_TERMS = Pattern.compile("[Dd]ead-?_?[Ll]etters?|QualityGate");

    private static final Pattern OLD_WORD = Pattern.compile("(?<![a-z])(" + String.join("|", OLD_WORDS) + ")(?![a-z])");
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^\\s*(?:(?:public|private|protected|static|final|abstract|sealed|non-sealed|strictfp)\\s+)*"
                    + "(?:class|interface|enum|record|@interface)\\s+([A-Z]\\w*)");
    private static final Pattern PROPERTY = Pattern.compile("^\\| `(portrait\\.[a-z0-9.*-]+)`", Pattern.MULTILINE);
    private static final Pattern SCHEMA_FIELD = Pattern.compile("(?m)^\\s+\"?([A-Za-z][\\w-]*)\"?:");
    private static final Pattern COLUMN = Pattern.compile("(?m)^\\s+([a-z_]+)\\s+(?:text|bigint|int|smallint|boolean"
            + "|timestamptz|bytea|uuid|double|numeric)|CREATE (?:TABLE|VIEW|SEQUENCE) ([a-z_]+)");

    @Test
    void noTypeHasAnOldName() {
        assertThat(oldNames(TYPE, files("src/main/java", ".java"))).isEmpty();
        assertThat(oldNames(TYPE, files("src/test/java", ".java"))).isEmpty();
    }

    @Test
    void noPropertyHasAnOldName() {
        assertThat(oldNames(PROPERTY, Stream.of(Path.of("src/docs/configuration.md"))))
                .isEmpty();
    }

    @Test
    void noFieldOfTheApiHasAnOldName() {
        assertThat(oldNames(SCHEMA_FIELD, Stream.of(Path.of("api-spec/openapi.yaml"))))
                .isEmpty();
    }

    @Test
    void noTableOrColumnHasAnOldName() {
        assertThat(oldNames(COLUMN, files("src/main/resources/db/migration", ".sql")))
                .isEmpty();
    }

    /** Types of one name in two packages cannot be told apart where one of them is used. */
    @Test
    void noTwoTypesShareASimpleName() {
        Map<String, TreeSet<String>> places = new TreeMap<>();
        files("src/main/java", ".java")
                .forEach(file -> names(TYPE, file)
                        .forEach(name -> places.computeIfAbsent(name, key -> new TreeSet<>())
                                .add(file.toString())));
        places.values().removeIf(files -> files.size() < 2);
        assertThat(places).isEmpty();
    }

    @Test
    void anOldNameIsDetected() {
        assertThat(oldWordsIn("SparseScores")).isEmpty();
        assertThat(oldWordsIn("DeadLetters")).isEmpty();
        assertThat(oldWordsIn("Keyboard")).isEmpty();
        assertThat(oldWordsIn("ScoreBoard")).containsExactly("board");
        assertThat(oldWordsIn("portrait.streams.max-wish")).containsExactly("wish");
        assertThat(oldWordsIn("prior_worths")).containsExactly("worths");
        assertThat(oldWordsIn("turnedTo")).containsExactly("turned");
    }

    private static List<String> oldNames(Pattern pattern, Stream<Path> files) {
        return files.flatMap(file -> names(pattern, file)
                        .filter(name -> !oldWordsIn(name).isEmpty())
                        .map(name -> "%s in %s: %s".formatted(name, file, oldWordsIn(name))))
                .toList();
    }

    private static Stream<String> names(Pattern pattern, Path file) {
        String text = read(file).replaceAll("(?s)/\\*.*?\\*/", "");
        return pattern.matcher(text)
                .results()
                .flatMap(match -> Stream.iterate(1, group -> group <= match.groupCount(), group -> group + 1)
                        .map(match::group))
                .filter(name -> name != null);
    }

    private static List<String> oldWordsIn(String name) {
        String words = STANDARD_TERMS
                .matcher(name)
                .replaceAll("")
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[._-]", " ")
                .toLowerCase(Locale.ROOT);
        Matcher matcher = OLD_WORD.matcher(words);
        return matcher.results().map(match -> match.group(1)).toList();
    }

    private static Stream<Path> files(String directory, String suffix) {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            Path[] found = files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toArray(Path[]::new);
            return Arrays.stream(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
