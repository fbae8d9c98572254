package io.portrait.tools.replay;

import io.portrait.kernel.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A matcher that finds the topic of a product by phrases in its description. The phrases are listed in {@code
 * demo/retail-categories.txt}, which explains its format. Deterministic; immutable. A look-up costs one hash access per
 * sequence of up to {@code longestPhraseWords} words.
 */
public final class RetailTopicMatcher {

    /** The topic of a product without a matching phrase. */
    static final Topic OTHER = new Topic("other");

    private static final String TABLE = "/demo/retail-categories.txt";
    private static final Pattern WORD_SEPARATORS = Pattern.compile("[^a-z0-9]+");

    private final List<Topic> topics = new ArrayList<>();
    private final Map<String, Integer> topicByPhrase = new HashMap<>();
    private int longestPhraseWords;

    /**
     * Reads a table.
     *
     * @param lines the topics with their phrases, comments and blank lines
     * @throws IllegalArgumentException if a topic does not have two levels, or a phrase is empty or occurs twice
     */
    RetailTopicMatcher(List<String> lines) {
        lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(this::add);
    }

    /** The table of the demo. */
    public static RetailTopicMatcher bundled() {
        try (InputStream in = RetailTopicMatcher.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + TABLE);
            }
            return new RetailTopicMatcher(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + TABLE, e);
        }
    }

    private void add(String line) {
        int colon = line.indexOf(':');
        Topic topic = new Topic(colon < 0 ? line : line.substring(0, colon));
        if (topic.isFirstLevel() || !topic.truncatedTo(2).equals(topic)) {
            throw new IllegalArgumentException("a topic must have two levels, has not: " + line);
        }
        topics.add(topic);
        String phrases = colon < 0 ? topic.path().substring(topic.path().indexOf('/') + 1) : line.substring(colon + 1);
        Arrays.stream(phrases.split(",", -1)).forEach(this::addPhrase);
    }

    private void addPhrase(String phrase) {
        List<String> words = words(phrase);
        Topic topic = topics.getLast();
        Integer previous = topicByPhrase.putIfAbsent(String.join(" ", words), topics.size() - 1);
        if (words.isEmpty() || previous != null) {
            throw new IllegalArgumentException(
                    "the phrase '%s' of %s is empty or was given before".formatted(phrase.strip(), topic.path()));
        }
        longestPhraseWords = Math.max(longestPhraseWords, words.size());
    }

    /** All topics of the table, in its order. */
    public List<Topic> topics() {
        return List.copyOf(topics);
    }

    /** The topic of the first line in the table with a phrase that occurs in the description, or {@link #OTHER}. */
    Topic topicOf(String description) {
        List<String> words = words(description);
        int bestIndex = topics.size();
        for (int from = 0; from < words.size(); from++) {
            int end = Math.min(words.size(), from + longestPhraseWords);
            for (int to = from + 1; to <= end; to++) {
                bestIndex = Math.min(bestIndex, topicIndex(words.subList(from, to)));
            }
        }
        return bestIndex < topics.size() ? topics.get(bestIndex) : OTHER;
    }

    private int topicIndex(List<String> words) {
        return topicByPhrase.getOrDefault(String.join(" ", words), Integer.MAX_VALUE);
    }

    private static List<String> words(String text) {
        String letters = text.toLowerCase(Locale.ROOT).replace("'", "");
        return WORD_SEPARATORS
                .splitAsStream(letters)
                .filter(word -> !word.isEmpty())
                .map(RetailTopicMatcher::singular)
                .toList();
    }

    /** A key that is equal for a word and its plural; it is not always a word ({@code christma}). */
    private static String singular(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4
                && (word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes") || word.endsWith("sses"))) {
            return word.substring(0, length - 2);
        }
        boolean plural = length > 3 && word.endsWith("s") && !word.endsWith("ss");
        return plural ? word.substring(0, length - 1) : word;
    }
}
