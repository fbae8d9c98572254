package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.kernel.AmountText.AmountReading;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    25.5              | 25.5       |
                    0                 | 0          |
                    19                | 19         |
                    1299              | 1299       |
                    .50               | 0.50       |
                    0.125             | 0.125      |
                    0,125             | 0.125      |
                    12,34             | 12.34      |
                    1299,5            | 1299.5     |
                    1299.125          | 1299.125   |
                    5.                | 5          |
                    $1,299.00         | 1299.00    |
                    1.299,00 €        | 1299.00    | EUR
                    1.299.000         | 1299000    |
                    1,299,000         | 1299000    |
                    1,29,900.00       | 129900.00  |
                    1 299,00          | 1299.00    |
                    1'299'000.50      | 1299000.50 |
                    1\u00a0299,00\u00a0€ | 1299.00 | EUR
                    € 12.50           | 12.50      | EUR
                    £.99              | 0.99       | GBP
                    $.50              | 0.50       |
                    ¥1000             | 1000       |
                    12.50 USD         | 12.50      | USD
                    usd 12.50         | 12.50      | USD
                    US$12.50          | 12.50      | USD
                    $12.50 CAD        | 12.50      | CAD
                    Rs.100            | 100        |
                    kr 100            | 100        |
                    R$ 10,50          | 10.50      | BRL
                    49,99 zł          | 49.99      | PLN
                    -5                | -5         |
                    -$5.00            | -5.00      |
                    $-5.00            | -5.00      |
                    1e3               | 1000       |
                    1.5E-2            | 0.015      |
                    +7                | 7          |
                    """)
    void readsAmountsWithOneMeaning(String text, BigDecimal amount, String currency) {
        String unescaped = text.translateEscapes().replace("\\u00a0", "\u00a0");
        assertThat(AmountText.read(unescaped)).isInstanceOfSatisfying(AmountReading.ReadAmount.class, read -> {
            assertThat(read.amount()).isEqualByComparingTo(amount);
            assertThat(read.currency().orElse(null)).isEqualTo(currency);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,299",
                "1.299",
                "$1,299",
                "999,999",
                "",
                " ",
                "free",
                "NaN",
                "Infinity",
                "1,2,3",
                "1.2.3",
                "1,299.00.1",
                "1.299,00,1",
                "12,34.56,78",
                "5-",
                "(5.00)",
                "10 dollarz",
                "€10 USD",
                "EUR 10 GBP",
                "--5",
                "1 2 3",
                "0x10",
                "1e999999999",
                "١٢",
                "10%",
                "1/2",
                "10,-",
                "undefined",
                "[object Object]",
                "11111111111111111111111111111111111111111111111111111111111111111"
            })
    void refusesTextsWithSeveralMeaningsOrNone(String text) {
        assertThat(AmountText.read(text)).isInstanceOf(AmountReading.UnreadableAmount.class);
    }

    @Test
    void sumsOfUnitsAreExact() {
        long units = Money.of("25").units() - Money.of("19.99").units();
        assertThat(Money.toDecimal(units)).hasToString("5.01");
        assertThat(Money.toDecimal(1_000_000)).hasToString("100");
        assertThat(Money.of("1000000000000").amount()).hasToString("1000000000000");
        assertThat(Money.of("0.00005").amount()).hasToString("0");
        assertThat(Money.of("0.00015").amount()).hasToString("0.0002");
    }

    @Test
    void refusesAmountsOutOfRange() {
        assertThatThrownBy(() -> Money.of("-0.01")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.of("1000000000000.01")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.of(BigDecimal.ONE, "usd")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void currenciesHaveTheirDecimals() {
        assertThat(CurrencyCodes.decimals("USD")).isEqualTo(2);
        assertThat(CurrencyCodes.decimals("JPY")).isZero();
        assertThat(CurrencyCodes.decimals("KWD")).isEqualTo(3);
        assertThat(CurrencyCodes.decimals(CurrencyCodes.NONE)).isEqualTo(2);
    }
}
