package io.portrait.model.searchclick;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody has asked, so that it does not matter how it was typed.
 *
 * @param text its words in their order
 * @param words each once, the first {@value #MAX_WORDS}
 */
record NormalizedQuery(String text, List<String> words) {

    private static final int MAX_WORDS = 8;
    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Compatible characters are the same, and so are capitals and small letters; punctuation separates. */
    static NormalizedQuery of(String queryText) {
        String normalized =
                Normalizer.normalize(queryText, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words = SEPARATOR
                .splitAsStream(normalized)
                .filter(word -> !word.isEmpty())
                .toList();
        return new NormalizedQuery(
                words.isEmpty() ? normalized.strip() : String.join(" ", words),
                words.stream().distinct().limit(MAX_WORDS).toList());
    }
}
