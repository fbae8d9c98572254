package io.portrait.kernel;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reader of amounts that are written for people, such as {@code $1,299.00} and {@code 1.299,00 €}. A text that has two
 * meanings, such as {@code 1,299}, is not read: it is a thousand in one country and a little more than one in another.
 */
public final class AmountText {

    /** The result of reading an amount. */
    public sealed interface AmountReading {

        /**
         * An amount of any sign.
         *
         * @param currency the currency that the text names, if any
         */
        record ReadAmount(BigDecimal amount, Optional<String> currency) implements AmountReading {}

        /** An amount that cannot be read; the reason completes the sentence "the amount …". */
        record UnreadableAmount(String reason) implements AmountReading {}
    }

    private static final int MAX_LENGTH = 64;

    /** A name of a currency, the number, a name of a currency. A point belongs to the name only after a letter ("Rs.100"). */
    private static final Pattern PARTS = Pattern.compile("(?<minus>[-−+]?)(?<before>(?:[^\\d.,+−-]|(?<=\\p{L})\\.)*)"
            + "(?<inner>(?:(?<![-−+])[-−])?)(?<number>[.,]?\\d[\\d.,]*)(?<after>\\D*)");

    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?[eE][+-]?\\d{1,2}");
    private static final Pattern PLAIN = Pattern.compile("\\d+|\\d*[.,]\\d+|\\d+[.,]");
    private static final Pattern AMBIGUOUS = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");
    private static final Pattern POINT_GROUPS = grouped("\\.", ",");
    private static final Pattern COMMA_GROUPS = grouped(",", "\\.");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u202F\\u2009]+");

    /** Separators of groups that are no decimal separator anywhere: blanks and apostrophes between two digits. */
    private static final Pattern SURE_GROUPS = Pattern.compile("(?<=\\d)[ '’](?=\\d{3}(?!\\d))");

    private AmountText() {}

    /** Groups of three digits, or of two digits before the last group as in India, and decimals. */
    private static Pattern grouped(String group, String decimal) {
        return Pattern.compile(
                "(\\d{1,3}(%1$s\\d{3})+|\\d{1,2}(%1$s\\d{2})*%1$s\\d{3})(%2$s\\d*)?".formatted(group, decimal));
    }

    /** Reads an amount. */
    public static AmountReading read(String text) {
        String stripped = BLANKS.matcher(text).replaceAll(" ").strip();
        if (stripped.isEmpty() || stripped.length() > MAX_LENGTH) {
            return new AmountReading.UnreadableAmount("must have 1 to %d characters".formatted(MAX_LENGTH));
        }
        if (SCIENTIFIC.matcher(stripped).matches()) {
            return new AmountReading.ReadAmount(new BigDecimal(stripped), Optional.empty());
        }
        Matcher parts = PARTS.matcher(SURE_GROUPS.matcher(stripped).replaceAll(""));
        return parts.matches()
                ? read(parts)
                : new AmountReading.UnreadableAmount("'%s' is not a number with a currency".formatted(stripped));
    }

    private static AmountReading read(Matcher parts) {
        List<String> names = Stream.of(parts.group("before"), parts.group("after"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        Set<String> currencies = names.stream()
                .map(CurrencyCodes::read)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        if (currencies.size() > 1 || !names.stream().allMatch(AmountText::isCurrency)) {
            return new AmountReading.UnreadableAmount(
                    "has '%s', which is not one currency".formatted(String.join(" ", names)));
        }
        @Nullable BigDecimal number = number(parts.group("number"));
        if (number == null) {
            return new AmountReading.UnreadableAmount(
                    "has '%s', which has two meanings or none: send it like 1299.00".formatted(parts.group("number")));
        }
        boolean isNegative = isMinus(parts.group("minus")) ^ isMinus(parts.group("inner"));
        return new AmountReading.ReadAmount(
                isNegative ? number.negate() : number, currencies.stream().findFirst());
    }

    private static boolean isCurrency(String name) {
        return CurrencyCodes.read(name).isPresent() || CurrencyCodes.isAmbiguousSign(name);
    }

    private static boolean isMinus(String sign) {
        return sign.equals("-") || sign.equals("−");
    }

    /** The number; null if it has two meanings or none. */
    private static @Nullable BigDecimal number(String text) {
        if (AMBIGUOUS.matcher(text).matches()) {
            return null;
        }
        if (PLAIN.matcher(text).matches()) {
            return decimal(text.replace(',', '.'));
        }
        if (COMMA_GROUPS.matcher(text).matches()) {
            return decimal(text.replace(",", ""));
        }
        return POINT_GROUPS.matcher(text).matches()
                ? decimal(text.replace(".", "").replace(',', '.'))
                : null;
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits);
    }
}
