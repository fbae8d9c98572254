package io.portrait.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money, counted in ten-thousandths of the currency unit so that sums are exact: no currency of ISO 4217 has more
 * than four decimals. Further decimals are rounded half to even.
 *
 * @param units the amount in ten-thousandths, 0 to 10¹⁶
 * @param currency three letters as in ISO 4217; {@link CurrencyCodes#NONE} if the sender told none
 */
public record Money(long units, String currency) {

    /** The largest amount of one event. */
    public static final BigDecimal MAX = new BigDecimal(1_000_000_000_000L);

    /** The decimals that are counted. */
    public static final int DECIMALS = 4;

    /** An amount of 0 without a currency. */
    public static final Money ZERO = new Money(0, CurrencyCodes.NONE);

    /** Checks the range. */
    public Money {
        if (units < 0 || toDecimal(units).compareTo(MAX) > 0) {
            throw new IllegalArgumentException("an amount must be in [0, %s], is %s".formatted(MAX, toDecimal(units)));
        }
        if (!CurrencyCodes.isCode(currency)) {
            throw new IllegalArgumentException("a currency has three capital letters, is " + currency);
        }
    }

    /** An amount in a currency, rounded to four decimals. */
    public static Money of(BigDecimal amount, String currency) {
        return new Money(toUnits(amount), currency);
    }

    /** An amount without a currency, such as {@code 12.50}. */
    public static Money of(String amount) {
        return of(new BigDecimal(amount), CurrencyCodes.NONE);
    }

    /**
     * Ten-thousandths of an amount.
     *
     * @throws ArithmeticException if they are not in the range of a long
     */
    public static long toUnits(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    /** The decimal of ten-thousandths, without trailing zeros and without an exponent. */
    public static BigDecimal toDecimal(long units) {
        BigDecimal stripped = BigDecimal.valueOf(units, DECIMALS).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The amount as a decimal. */
    public BigDecimal amount() {
        return toDecimal(units);
    }

    /** The nearest floating-point number. Models may use it as a feature; sums must not use it, because it is rounded. */
    public double toDouble() {
        return amount().doubleValue();
    }
}
