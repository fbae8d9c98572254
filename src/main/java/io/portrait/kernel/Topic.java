package io.portrait.kernel;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A node of the category tree, named by its path from the root: {@code home/lighting}. Interests are kept per topic.
 *
 * <p>A path has one spelling. It is the key by which events, items, controls and rules find each other, so texts that a
 * reader cannot tell apart must be equal:
 *
 * <ul>
 *   <li>compatibility forms are folded (Unicode NFKC): composed and decomposed letters, full-width and half-width forms, the
 *       full-width solidus;
 *   <li>invisible characters are removed: format characters such as U+200B and U+00AD, and variation selectors;
 *   <li>the solidus characters U+2215 and U+29F8 separate segments like {@code /}; the fraction slash U+2044 does not;
 *   <li>letters are in lower case, blanks are single, and segments have no blanks at their ends and are not empty.
 * </ul>
 *
 * @param path lower-case segments joined by {@code /}; 1 to 128 characters in all
 */
public record Topic(String path) implements Comparable<Topic> {

    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SEPARATORS = Pattern.compile("\\s*/[\\s/]*");
    private static final Pattern SOLIDUS = Pattern.compile("[\\u2215\\u29F8]");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\uFE00-\\uFE0F\\u180B-\\u180F\\x{E0100}-\\x{E01EF}]");

    /** Letters and digits below U+A000 that no step of {@link #normalize} changes, alone or beside others. */
    private static final BitSet NORMAL_CHARACTERS = normalCharacters();

    /**
     * Normalizes and checks the path.
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
            boolean allowed = separator ? previous != ' ' && previous != '/' : NORMAL_CHARACTERS.get(c);
            if (!allowed) {
                return false;
            }
            previous = c;
        }
        return previous != ' ' && previous != '/';
    }

    private static BitSet normalCharacters() {
        BitSet normal = new BitSet();
        for (char c = '!'; c < 0xA000; c++) {
            normal.set(c, isNormal(c));
        }
        return normal;
    }

    /** Hangul Jamo (U+1100 to U+11FF) are letters that compose with each other. */
    private static boolean isNormal(char c) {
        boolean printable = c < 128 || (Character.isLetterOrDigit(c) && (c < 0x1100 || c > 0x11FF));
        return printable
                && c != 127
                && Character.toLowerCase(c) == c
                && Normalizer.isNormalized(String.valueOf(c), Normalizer.Form.NFKC);
    }

    private static String normalize(String path) {
        String visible =
                INVISIBLE.matcher(SOLIDUS.matcher(path).replaceAll("/")).replaceAll("");
        // the composition of lower-case letters can differ from that of upper-case ones
        String folded = Normalizer.normalize(
                Normalizer.normalize(visible, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
        String spaced = SPACES.matcher(folded).replaceAll(" ").strip();
        String joined = SEPARATORS.matcher(spaced).replaceAll("/");
        int from = joined.startsWith("/") ? 1 : 0;
        int to = joined.endsWith("/") && joined.length() > from ? joined.length() - 1 : joined.length();
        return joined.substring(from, to);
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

    /** A check whether another topic is below this one. */
    public boolean isAbove(Topic other) {
        int length = path.length();
        return other.path.length() > length && other.path.charAt(length) == '/' && other.path.startsWith(path);
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
