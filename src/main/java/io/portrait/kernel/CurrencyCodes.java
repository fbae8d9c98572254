package io.portrait.kernel;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Currency codes as in ISO 4217, and the signs that stand for one currency only. */
public final class CurrencyCodes {

    /** The code for no currency. */
    public static final String NONE = "XXX";

    private static final int LENGTH = 3;
    private static final int MAX_DECIMALS = 4;
    private static final int USUAL_DECIMALS = 2;

    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** Signs of one currency. The signs $, ¥, kr and Rs stand for several currencies, so they name none. */
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("₹", "INR"),
            Map.entry("₩", "KRW"),
            Map.entry("₽", "RUB"),
            Map.entry("₺", "TRY"),
            Map.entry("₪", "ILS"),
            Map.entry("₫", "VND"),
            Map.entry("₴", "UAH"),
            Map.entry("฿", "THB"),
            Map.entry("zł", "PLN"),
            Map.entry("kč", "CZK"),
            Map.entry("r$", "BRL"),
            Map.entry("us$", "USD"),
            Map.entry("a$", "AUD"),
            Map.entry("au$", "AUD"),
            Map.entry("c$", "CAD"),
            Map.entry("ca$", "CAD"),
            Map.entry("nz$", "NZD"),
            Map.entry("hk$", "HKD"),
            Map.entry("s$", "SGD"),
            Map.entry("nt$", "TWD"),
            Map.entry("mx$", "MXN"),
            Map.entry("cn¥", "CNY"),
            Map.entry("jp¥", "JPY"),
            Map.entry("円", "JPY"),
            Map.entry("元", "CNY"));

    private static final Set<String> AMBIGUOUS_SIGNS = Set.of("$", "¥", "￥", "kr", "kr.", "rs", "rs.", "fr.");

    private CurrencyCodes() {}

    /** The currency that a text names, by its code in any case or by its sign. */
    public static Optional<String> read(String text) {
        String stripped = text.strip();
        String code = stripped.toUpperCase(Locale.ROOT);
        return CODES.contains(code)
                ? Optional.of(code)
                : Optional.ofNullable(SIGNS.get(stripped.toLowerCase(Locale.ROOT)));
    }

    /** A check whether a text is a sign of several currencies. */
    static boolean isAmbiguousSign(String text) {
        return AMBIGUOUS_SIGNS.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    static boolean isCode(String code) {
        return code.length() == LENGTH && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** The decimals of a currency, 0 to 4; 2 for no currency. */
    public static int decimals(String code) {
        int decimals = CODES.contains(code) ? Currency.getInstance(code).getDefaultFractionDigits() : -1;
        return decimals < 0 ? USUAL_DECIMALS : Math.min(decimals, MAX_DECIMALS);
    }
}
