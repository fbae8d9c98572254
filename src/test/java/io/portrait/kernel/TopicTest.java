package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    private static final String[] PIECES = {
        "/", " ", "\t", "\u00a0", "\u2003", "\u3000", "\u0085", "a", "B", "Σ", "İ", "家", "😀", "//", " / ", "e\u0301",
        "\u00e9", "\u200b", "\uff0f", "\uff21", "\ufb01", "\u1100", "\u1161", "\u00bd", "\u0307"
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Home                  | home",
                "Home/Lighting         | home/lighting",
                "' / Home //  Lighting/' | home/lighting",
                "'Garden   Tools/ A'   | garden tools/a",
                "家/灯                   | 家/灯",
                "ÄPFEL                 | äpfel"
            })
    void isNormalizedToOneSpelling(String raw, String path) {
        assertThat(new Topic(raw).path()).isEqualTo(path);
        assertThat(new Topic(raw)).isEqualTo(new Topic(path)).hasToString(path);
    }

    /** Texts that a reader cannot tell apart are one topic. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cafe\u0301               | caf\u00e9",
                "caf\u00e9\u200b           | caf\u00e9",
                "c\ufeffaf\u00e9\u2060e    | caf\u00e9e",
                "so\u00adfa               | sofa",
                "heart\u2764\ufe0f        | heart\u2764",
                "kitchen\uff0fmug        | kitchen/mug",
                "kitchen\u2215mug        | kitchen/mug",
                "kitchen \u29f8 mug      | kitchen/mug",
                "\u00bd inch              | 1\u20442 inch",
                "\uff2b\uff49\uff54        | kit",
                "\uff76\uff9e             | \u30ac",
                "\u1100\u1161            | \uac00",
                "\ufb01sh                | fish",
                "kitchen\u3000mug        | kitchen mug",
                "\u212bngstrom           | \u00e5ngstrom"
            })
    void foldsWhatReadersCannotTellApart(String raw, String path) {
        assertThat(new Topic(raw).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                " // / ",
                "\u2003",
                "a\u0001b",
                "a\u0000",
                "\u200b",
                "\u200b/\ufeff",
                "\ud83d",
                "a/\ude00"
            })
    void rejectsInvalidPaths(String raw) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Topic(raw));
    }

    @Test
    void isAtMost128CharactersLong() {
        assertThat(new Topic("x".repeat(128)).path()).hasSize(128);
        assertThat(new Topic("/" + "x".repeat(128) + "/ ").path()).hasSize(128);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Topic("x".repeat(129)))
                .withMessage("topic must have 1 to 128 characters, has 129");
    }

    /** Stored paths are read through the same constructor, so normalizing twice must change nothing. */
    @Test
    void isUnchangedWhenParsedAgain() {
        SplittableRandom random = new SplittableRandom(20261123);
        int topics = 0;
        for (int i = 0; i < 20_000; i++) {
            String raw = random.ints(8, 0, PIECES.length)
                    .mapToObj(piece -> PIECES[piece])
                    .reduce("", String::concat);
            if (isPath(raw)) {
                Topic topic = new Topic(raw);
                assertThat(new Topic(topic.path())).as("read again: <%s>", raw).isEqualTo(topic);
                assertThat(topic.path().split("/", -1)).doesNotContain("");
                topics++;
            }
        }
        assertThat(topics).isGreaterThan(10_000);
    }

    private static boolean isPath(String raw) {
        return raw.chars().anyMatch(c -> "/\u00a0\u0085\u200b\uff0f".indexOf(c) < 0 && !Character.isWhitespace(c));
    }

    @Test
    void isTruncatedToADepth() {
        Topic topic = new Topic("a/b/c");
        assertThat(topic.truncatedTo(1)).isEqualTo(new Topic("a"));
        assertThat(topic.truncatedTo(2)).isEqualTo(new Topic("a/b"));
        assertThat(topic.truncatedTo(3)).isSameAs(topic);
        assertThat(topic.truncatedTo(Integer.MAX_VALUE)).isSameAs(topic);
    }

    @Test
    void hasAFirstLevel() {
        Topic deep = new Topic("a/b/c");
        assertThat(deep.firstLevel()).isEqualTo(new Topic("a"));
        assertThat(deep.isFirstLevel()).isFalse();
        assertThat(deep.firstLevel().isFirstLevel()).isTrue();
        assertThat(deep.firstLevel().firstLevel()).isEqualTo(deep.firstLevel());
    }

    @Test
    void isOrderedByItsPath() {
        TreeSet<Topic> topics = new TreeSet<>();
        topics.add(new Topic("b"));
        topics.add(new Topic("a/b"));
        topics.add(new Topic("A"));
        assertThat(topics).extracting(Topic::path).containsExactly("a", "a/b", "b");
    }
}
