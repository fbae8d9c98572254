package io.portrait.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.tools.replay.RetailRow.MalformedRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetailLineReaderTest {

    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final String LANTERN =
            "536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n";

    @Test
    void readsEveryColumn() throws IOException {
        assertThat(rows(HEADER + LANTERN))
                .containsExactly(new RetailLine(
                        1,
                        "536365",
                        "71053",
                        "WHITE METAL LANTERN",
                        6,
                        Instant.parse("2010-12-01T08:26:00Z"),
                        3.39,
                        "17850",
                        "United Kingdom"));
    }

    @Test
    void namesTheMissingColumns() {
        assertThatThrownBy(() -> rows("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Price,Country\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UnitPrice, CustomerID")
                .hasMessageContaining("Price, Country");
    }

    @Test
    void rejectsAnEmptyFile() {
        assertThatThrownBy(() -> rows(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("InvoiceNo");
    }

    @Test
    void findsColumnsInAnotherOrderAndPassesOverAByteOrderMark() throws IOException {
        String header = "\uFEFFCountry,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo,Extra";
        String row = "EIRE,14911,1.25,2011-01-02 03:04:05,2,MUG,21071,540000,x";
        RetailLine line = line(String.join("\r\n", header, row, ""));
        assertThat(line.country()).isEqualTo("EIRE");
        assertThat(line.customer()).contains("14911");
        assertThat(line.invoice()).isEqualTo("540000");
    }

    @Test
    void readsQuotesAndCommasInDescriptions() throws IOException {
        String text = HEADER + "1,22720,\"SET 3, \"\"RETRO\"\" TEA,COFFEE\",1,2010-12-01 08:26:00,1.0,,EIRE\n";
        assertThat(line(text).description()).isEqualTo("SET 3, \"RETRO\" TEA,COFFEE");
    }

    @ParameterizedTest
    @CsvSource({
        "2011-12-09 12:50:00, 2011-12-09T12:50:00Z",
        "12/1/2010 8:26,      2010-12-01T08:26:00Z",
        "2/29/2012 23:05,     2012-02-29T23:05:00Z"
    })
    void readsBothFormsOfTime(String written, Instant expected) throws IOException {
        assertThat(line(HEADER + LANTERN.replace("2010-12-01 08:26:00", written))
                        .invoiceDate())
                .isEqualTo(expected);
    }

    @Test
    void keepsTheNegativeQuantityOfACancellation() throws IOException {
        RetailLine line = line(HEADER + LANTERN.replace("536365", "C536379").replace(",6,", ",-6,"));
        assertThat(line.isCancellation()).isTrue();
        assertThat(line.quantity()).isEqualTo(-6);
        assertThat(line(HEADER + LANTERN).isCancellation()).isFalse();
    }

    @Test
    void hasNoCustomerWhereTheFileHasNone() throws IOException {
        assertThat(line(HEADER + LANTERN.replace("17850.0", "")).customer()).isEmpty();
    }

    @Test
    void convertsStockCodesToUpperCase() throws IOException {
        assertThat(line(HEADER + LANTERN.replace("71053", "85123a")).stockCode())
                .isEqualTo("85123A");
    }

    @Test
    void countsAMalformedLineWithEveryReasonAndReadsOn() throws IOException {
        String bad = LANTERN.replace(",6,", ",six,").replace("3.39", "NaN").replace("08:26", "25:26");
        List<RetailRow> rows = rows(HEADER + "\n" + bad + LANTERN);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).isInstanceOfSatisfying(MalformedRow.class, malformed -> {
            assertThat(malformed.row()).isEqualTo(1);
            assertThat(malformed.line()).isEqualTo(3);
            assertThat(malformed.reason())
                    .contains("Quantity must be a whole number, is 'six'")
                    .contains("UnitPrice must be a decimal number, is 'NaN'")
                    .contains("InvoiceDate must be a time");
        });
        assertThat(rows.getLast()).isInstanceOf(RetailLine.class);
        assertThat(rows.getLast().row()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,too few cells\n",
                "536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom,one more\n",
                "536365,71053,\"a quote that does not end,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n",
                "536365,71053,\"text\" after a quote,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n",
                ",71053,NO INVOICE,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n",
                "536365,71053,LANTERN,99999999999,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n",
                "536365,71053,LANTERN,6,2/30/2011 8:26,3.39,17850.0,United Kingdom\n",
                "536365,71053,LANTERN,6,2010-12-01 08:26:00,1e999,17850.0,United Kingdom\n"
            })
    void skipsOnlyTheMalformedLine(String bad) throws IOException {
        assertThat(rows(HEADER + bad + LANTERN))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(MalformedRow.class),
                        second -> assertThat(second).isInstanceOf(RetailLine.class));
    }

    @Test
    void rejectsAnOverlongLineWithoutReadingItWhole() throws IOException {
        String endless = LANTERN.replace("LANTERN", "X".repeat(3 * RetailLineReader.MAX_LINE_CHARS));
        assertThat(rows(HEADER + endless + LANTERN))
                .satisfiesExactly(
                        first -> assertThat(((MalformedRow) first).reason()).contains("more than 4096 characters"),
                        second -> assertThat(second).isInstanceOf(RetailLine.class));
    }

    @Test
    void readsAPlainAndACompressedFileAlike(@TempDir Path folder) throws IOException {
        Path plain = Files.writeString(folder.resolve("lines.csv"), HEADER + LANTERN);
        Path compressed = Files.write(folder.resolve("lines.csv.gz"), gzip(HEADER + LANTERN));
        assertThat(rows(RetailLineReader.open(compressed))).hasSize(1).isEqualTo(rows(RetailLineReader.open(plain)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST",
                "DOT",
                "M",
                "m",
                "D",
                "S",
                "B",
                "C2",
                "PADS",
                "CRUK",
                "BANK CHARGES",
                "AMAZONFEE",
                "gift_0001_20",
                "23444",
                "23574"
            })
    void recognizesCharges(String code) throws IOException {
        assertThat(line(HEADER + LANTERN.replace("71053", code)).isProduct()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"71053", "85123A", "15056BL", "DCGSSGIRL", "DCGS0003"})
    void recognizesProducts(String code) throws IOException {
        assertThat(line(HEADER + LANTERN.replace("71053", code)).isProduct()).isTrue();
    }

    private static RetailLine line(String text) throws IOException {
        return (RetailLine) rows(text).getFirst();
    }

    private static List<RetailRow> rows(String text) throws IOException {
        return rows(RetailLineReader.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<RetailRow> rows(RetailLineReader open) throws IOException {
        List<RetailRow> rows = new ArrayList<>();
        try (RetailLineReader reader = open) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
