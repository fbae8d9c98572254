package io.portrait.search;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody has asked, so that it does not matter how it was typed.
 *
 * @param text its words in their order
 * @param words each once, the first {@value #MOST_WORDS}
 */
record Query(String text, List<String> words) {

    private static final int MOST_WORDS = 8;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Compatible characters are the same, and so are capitals and small letters; punctuation separates. */
    static Query of(String typed) {
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words =
                BETWEEN.splitAsStream(plain).filter(word -> !word.isEmpty()).toList();
        return new Query(
                words.isEmpty() ? plain.strip() : String.join(" ", words),
                words.stream().distinct().limit(MOST_WORDS).toList());
    }
}
