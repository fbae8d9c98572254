package io.portrait.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A node of the category tree, named by its path from the root: {@code home/lighting}. Interests are kept per topic.
 *
 * @param path lower-case segments joined by {@code /}; 1 to 128 characters in all
 */
public record Topic(String path) implements Comparable<Topic> {

    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SEPARATORS = Pattern.compile("\\s*/[\\s/]*");

    /**
     * Normalizes and checks the path: lower case, single spaces, no empty segments.
     *
     * @throws IllegalArgumentException if nothing is left of the path, or it is too long or has control characters
     */
    public Topic {
        path = isNormal(path) ? path : normalize(path);
        IdentifierFormat.require("topic", path);
    }

    /**
     * A check whether {@link #normalize} certainly changes nothing. It is cheap, because stored topics are read far more often
     * than created.
     */
    private static boolean isNormal(String path) {
        char previous = '/';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean separator = c == ' ' || c == '/';
            boolean allowed = separator ? previous != ' ' && previous != '/' : isNormal(c);
            if (!allowed) {
                return false;
            }
            previous = c;
        }
        return previous != ' ' && previous != '/';
    }

    private static boolean isNormal(char c) {
        return c < 128
                ? c > ' ' && !(c >= 'A' && c <= 'Z')
                : Character.isLetterOrDigit(c) && Character.toLowerCase(c) == c;
    }

    private static String normalize(String path) {
        String spaced = SPACES.matcher(path).replaceAll(" ").strip();
        String joined = SEPARATORS.matcher(spaced).replaceAll("/");
        int from = joined.startsWith("/") ? 1 : 0;
        int to = joined.endsWith("/") && joined.length() > from ? joined.length() - 1 : joined.length();
        return joined.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /** The first segment: the level that is exposed to outside readers. */
    public Topic firstLevel() {
        int slash = path.indexOf('/');
        return slash < 0 ? this : new Topic(path.substring(0, slash));
    }

    /**
     * The path truncated to a number of segments.
     *
     * @param depth the number of segments to keep, at least 1
     */
    public Topic truncatedTo(int depth) {
        int end = -1;
        for (int level = 0; level < depth; level++) {
            end = path.indexOf('/', end + 1);
            if (end < 0) {
                return this;
            }
        }
        return new Topic(path.substring(0, end));
    }

    /** A check whether this is a first-level topic. */
    public boolean isFirstLevel() {
        return path.indexOf('/') < 0;
    }

    @Override
    public int compareTo(Topic other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
