package io.portrait.profile;

import io.portrait.kernel.CurrencyCodes;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of amounts of money in profiles. They take effect when a profile is read, so a change needs no rebuild.
 *
 * @param currency the currency of the sums of a profile, as in ISO 4217, and of amounts without a currency. Default: the currency
 *     in which the person has most orders
 * @param rates the value of one unit of another currency in {@code currency}, by its code, such as {@code rates.JPY=0.0062};
 *     amounts in a currency without a rate are not in the sums
 */
@ConfigurationProperties("portrait.money")
public record MoneyProperties(
        @Nullable String currency, @Nullable Map<String, BigDecimal> rates) {

    /** No currency and no rates. */
    public static final MoneyProperties NONE = new MoneyProperties(null, null);

    /** Checks the codes and rates. */
    public MoneyProperties {
        currency = currency == null || currency.isBlank() ? null : requireCode("portrait.money.currency", currency);
        rates = rates == null ? Map.of() : Map.copyOf(rates);
        rates.forEach((code, rate) -> {
            if (!requireCode("portrait.money.rates", code).equals(code) || rate.signum() <= 0) {
                throw new IllegalArgumentException(
                        "portrait.money.rates.%s must be a code as in ISO 4217 and a positive rate, is %s"
                                .formatted(code, rate));
            }
        });
        if (currency == null && !rates.isEmpty()) {
            throw new IllegalArgumentException("portrait.money.rates needs portrait.money.currency");
        }
    }

    private static String requireCode(String name, String code) {
        return CurrencyCodes.read(code)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s must be a currency code as in ISO 4217, is %s".formatted(name, code)));
    }

    /** The value of one unit of a currency in another one, if it is known. */
    Optional<BigDecimal> rate(String from, String to) {
        if (from.equals(to)) {
            return Optional.of(BigDecimal.ONE);
        }
        return to.equals(currency) ? Optional.ofNullable(rates().get(from)) : Optional.empty();
    }

    @Override
    public Map<String, BigDecimal> rates() {
        return rates == null ? Map.of() : rates;
    }
}
