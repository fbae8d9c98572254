package io.portrait.ingest;

import io.portrait.kernel.AmountText;
import io.portrait.kernel.AmountText.AmountReading;
import io.portrait.kernel.Money;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The reader of amounts and quantities in JSON: numbers, and texts as people write them. */
public final class Amounts {

    /** The code of the remark on an amount of an accepted event that could not be read. */
    public static final String UNREADABLE = "unreadable-amount";

    private Amounts() {}

    /** Reads an amount of money: 0 to {@link Money#MAX}, and not so small that rounding would make it 0. */
    public static AmountReading readMoney(JsonNode value) {
        AmountReading reading = read(value);
        return reading instanceof AmountReading.ReadAmount(var amount, var currency)
                        && amount.signum() > 0
                        && Money.toUnits(amount) == 0
                ? new AmountReading.UnreadableAmount("is less than one ten-thousandth")
                : reading;
    }

    /** Reads a number of pieces, which may have decimals: 0 to {@link Money#MAX}, without a currency. */
    public static AmountReading readQuantity(JsonNode value) {
        AmountReading reading = read(value);
        return reading instanceof AmountReading.ReadAmount(var quantity, Optional<String> currency)
                        && currency.isPresent()
                ? new AmountReading.UnreadableAmount("is a number of pieces, not an amount of money")
                : reading;
    }

    private static AmountReading read(JsonNode value) {
        if (value.isString()) {
            return withinRange(AmountText.read(value.asString()));
        }
        return value.isNumber() && Double.isFinite(value.asDouble(Double.NaN))
                ? withinRange(new AmountReading.ReadAmount(value.decimalValue(), Optional.empty()))
                : new AmountReading.UnreadableAmount("must be a number");
    }

    private static AmountReading withinRange(AmountReading reading) {
        return reading instanceof AmountReading.ReadAmount(BigDecimal amount, var currency)
                        && (amount.signum() < 0 || amount.compareTo(Money.MAX) > 0)
                ? new AmountReading.UnreadableAmount("must be in [0, %s]".formatted(Money.MAX))
                : reading;
    }
}
