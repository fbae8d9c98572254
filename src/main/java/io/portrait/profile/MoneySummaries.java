package io.portrait.profile;

import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.Money;
import io.portrait.profile.Profile.CurrencySummary;
import io.portrait.profile.Profile.MoneySummary;
import io.portrait.profile.Profile.OrderSummary;
import io.portrait.profile.RememberedOrder.StatedAmounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The summary of the money of a user: by currency, and in one currency as far as the rates allow. */
final class MoneySummaries {

    /** The currency with most orders first, then with most refunds; no currency last among equals. */
    private static final Comparator<Map.Entry<String, CurrencyTotals>> MAIN_FIRST = Comparator.comparingLong(
                    (Map.Entry<String, CurrencyTotals> entry) -> -entry.getValue().orders)
            .thenComparingLong(entry -> -entry.getValue().refunds)
            .thenComparing(entry -> entry.getKey().equals(CurrencyCodes.NONE))
            .thenComparing(Map.Entry::getKey);

    private final MoneyProperties properties;
    private final NavigableMap<String, CurrencyTotals> totals;
    private final String currency;

    private MoneySummaries(MonetaryState state, MoneyProperties properties) {
        this.properties = properties;
        this.totals = withDefaultCurrency(state.totals());
        this.currency = mainCurrency();
    }

    static MoneySummary of(MonetaryState state, MoneyProperties properties) {
        return new MoneySummaries(state, properties).summary(state);
    }

    private NavigableMap<String, CurrencyTotals> withDefaultCurrency(NavigableMap<String, CurrencyTotals> byCurrency) {
        @Nullable CurrencyTotals withoutCurrency = byCurrency.get(CurrencyCodes.NONE);
        if (properties.currency() == null || withoutCurrency == null) {
            return byCurrency;
        }
        NavigableMap<String, CurrencyTotals> all = new TreeMap<>(byCurrency);
        all.remove(CurrencyCodes.NONE);
        all.computeIfAbsent(properties.currency(), code -> new CurrencyTotals()).add(withoutCurrency);
        return all;
    }

    private String mainCurrency() {
        return properties.currency() != null
                ? properties.currency()
                : totals.entrySet().stream()
                        .min(MAIN_FIRST)
                        .map(Map.Entry::getKey)
                        .orElse(CurrencyCodes.NONE);
    }

    private MoneySummary summary(MonetaryState state) {
        CurrencyTotals all = new CurrencyTotals();
        totals.values().forEach(all::add);
        return new MoneySummary(
                all.orders,
                all.lines,
                all.refunds,
                inMainCurrency(),
                totals.entrySet().stream()
                        .map(entry -> summary(entry.getKey(), entry.getValue()))
                        .toList(),
                totals.keySet().stream()
                        .filter(code -> properties.rate(code, currency).isEmpty())
                        .toList(),
                state.unmatchedRefunds(),
                state.orders().reversed().stream().map(this::summary).toList());
    }

    private CurrencySummary inMainCurrency() {
        CurrencyTotals converted = new CurrencyTotals();
        totals.forEach((code, part) ->
                properties.rate(code, currency).ifPresent(rate -> converted.add(converted(part, rate))));
        return summary(currency, converted);
    }

    private static CurrencyTotals converted(CurrencyTotals part, BigDecimal rate) {
        CurrencyTotals converted = new CurrencyTotals();
        converted.orders = part.orders;
        converted.lines = part.lines;
        converted.refunds = part.refunds;
        converted.spentUnits = converted(part.spentUnits, rate);
        converted.refundedUnits = converted(part.refundedUnits, rate);
        return converted;
    }

    private static long converted(long units, BigDecimal rate) {
        return BigDecimal.valueOf(units)
                .multiply(rate)
                .setScale(0, RoundingMode.HALF_EVEN)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private static CurrencySummary summary(String code, CurrencyTotals totals) {
        return new CurrencySummary(
                code,
                totals.orders,
                totals.lines,
                Money.toDecimal(totals.spentUnits),
                totals.refunds,
                Money.toDecimal(totals.refundedUnits));
    }

    private OrderSummary summary(RememberedOrder order) {
        OrderSettlement settlement = new OrderSettlement(order);
        StatedAmounts stated = order.stated();
        boolean hasDefault = settlement.currency().equals(CurrencyCodes.NONE) && properties.currency() != null;
        return new OrderSummary(
                order.id(),
                Instant.EPOCH.plus(order.latestMicros(), ChronoUnit.MICROS),
                hasDefault ? currency : settlement.currency(),
                order.lines().size(),
                Money.toDecimal(settlement.spentUnits()),
                stated.amounts().discount(),
                stated.amounts().shipping(),
                stated.amounts().tax(),
                Money.toDecimal(settlement.refundedUnits()));
    }
}
