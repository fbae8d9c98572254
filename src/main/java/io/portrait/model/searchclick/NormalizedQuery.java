package io.portrait.model.searchclick;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A search query in a normal form that ignores case, compatibility characters and punctuation.
 *
 * @param text the words in their order, separated by spaces
 * @param words the first {@value #MAX_WORDS} distinct words
 */
record NormalizedQuery(String text, List<String> words) {

    private static final int MAX_WORDS = 8;
    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Applies NFKC and lower case, and splits at all characters that are neither letters nor digits. */
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
