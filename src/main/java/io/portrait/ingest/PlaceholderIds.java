package io.portrait.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Placeholder ids: texts such as {@code undefined} that programs send when they have no id of a person. Many persons share
 * them, so a placeholder is never a person. Case, surrounding blanks and quotes are ignored.
 */
@Component
public class PlaceholderIds {

    /** The code of rejections and problems. */
    public static final String CODE = "placeholder-id";

    /** The built-in placeholders, in lower case: missing values of programming languages, and names for unknown persons. */
    static final List<String> BUILT_IN = List.of(
            "undefined",
            "null",
            "nil",
            "none",
            "nan",
            "true",
            "false",
            "infinity",
            "-infinity",
            "-1",
            "-",
            "n/a",
            "{}",
            "[]",
            "(null)",
            "<null>",
            "<nil>",
            "(none)",
            "(not set)",
            "not set",
            "not_set",
            "optional(nil)",
            "guest",
            "anonymous",
            "unknown",
            "not_authenticated",
            "unauthenticated",
            "invalid",
            "distinct_id",
            "distinctid",
            "user_id",
            "userid",
            "anonymous_id",
            "anonymousid",
            "device_id",
            "deviceid",
            "9774d56d682e549c",
            "lmy47d",
            "ffffffff-ffff-ffff-ffff-ffffffffffff");

    /** Zero in any spelling, the nil UUID included. */
    private static final Pattern ZERO = Pattern.compile("(urn:uuid:)?\\{?[0-]*0[0-]*(\\.0*)?}?");

    /** The text of a JavaScript object. */
    private static final Pattern OBJECT = Pattern.compile("\\[object .*]");

    private static final String QUOTES = "\"'`´‘’‚‛“”„‟«»‹›";

    private final boolean enabled;
    private final Set<String> placeholders;

    PlaceholderIds(PlaceholderIdProperties properties) {
        this.enabled = properties.enabled();
        this.placeholders = new HashSet<>(BUILT_IN);
        placeholders.addAll(
                properties.additional().stream().map(PlaceholderIds::normalize).collect(Collectors.toSet()));
    }

    /** A check whether a text stands for a missing id. */
    public boolean contains(String id) {
        if (!enabled) {
            return false;
        }
        String normalized = normalize(id);
        return normalized.isEmpty()
                || placeholders.contains(normalized)
                || (normalized.indexOf('0') >= 0 && ZERO.matcher(normalized).matches())
                || (normalized.charAt(0) == '[' && OBJECT.matcher(normalized).matches());
    }

    /** Lower case without surrounding blanks, invisible characters and quotes. */
    private static String normalize(String id) {
        int from = 0;
        int to = id.length();
        while (from < to && isPadding(id.charAt(from))) {
            from++;
        }
        while (from < to && isPadding(id.charAt(to - 1))) {
            to--;
        }
        return id.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static boolean isPadding(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || QUOTES.indexOf(c) >= 0;
    }
}
