package io.portrait.ingest;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Placeholder ids: texts such as {@code undefined} that programs send when they have no id of a person. Many persons share
 * them, so a placeholder is never a person. Case, invisible characters, compatibility forms such as full-width letters, and
 * surrounding blanks and quotes are ignored.
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
            "n.a.",
            "na",
            "#n/a",
            "-nan",
            "{}",
            "[]",
            "(null)",
            "<null>",
            "<nil>",
            "(none)",
            "(not set)",
            "not set",
            "not_set",
            "not-set",
            "notset",
            "(not provided)",
            "not provided",
            "optional(nil)",
            "guest",
            "guest user",
            "guest_user",
            "anon",
            "anonymous",
            "anonymous user",
            "anonymous_user",
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
    private static final Pattern ZERO = Pattern.compile("(urn:uuid:)?\\{?[+-]?(0x)?[0-]*0[0-]*(\\.0*)?}?");

    /** The text of a JavaScript object. */
    private static final Pattern OBJECT = Pattern.compile("\\[object .*]");

    /** A variable of a template that was never replaced, such as <code>{{user.id}}</code>, <code>${userId}</code> and {@code %USER_ID%}. */
    private static final Pattern TEMPLATE = Pattern.compile(
            "\\{\\{[^{}]*}}|[$#]\\{[^{}]*}|\\{%[^{}]*%}|<%[^<>]*%>|%[a-z]+(_[a-z]+)*%|\\*\\|[^|]*\\|\\*|__(user|anonymous)_?id__");

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
                || (normalized.charAt(0) == '[' && OBJECT.matcher(normalized).matches())
                || isTemplate(normalized);
    }

    /** A check whether a program forgot to replace a variable. All such texts begin with one of few characters. */
    private static boolean isTemplate(String id) {
        return "{$#<%*_".indexOf(id.charAt(0)) >= 0 && TEMPLATE.matcher(id).matches();
    }

    /** Lower case without invisible characters, compatibility forms, and surrounding blanks and quotes. */
    private static String normalize(String id) {
        String folded = isAscii(id) ? id : Normalizer.normalize(trimmed(visible(id)), Normalizer.Form.NFKC);
        return trimmed(folded).toLowerCase(Locale.ROOT);
    }

    private static String trimmed(String id) {
        int from = 0;
        int to = id.length();
        while (from < to && isPadding(id.charAt(from))) {
            from++;
        }
        while (from < to && isPadding(id.charAt(to - 1))) {
            to--;
        }
        return id.substring(from, to);
    }

    private static boolean isAscii(String id) {
        return id.chars().allMatch(c -> c < 128);
    }

    private static String visible(String id) {
        return id.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPadding(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || QUOTES.indexOf(c) >= 0;
    }
}
