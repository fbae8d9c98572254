package io.portrait.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks of the real data: the sample of the demo, and the full file if it exists. */
class RetailDataTest {

    private static final Path FULL = Path.of("../shared/data/online-retail/online-retail.csv.gz");
    private static final int MAX_SAMPLE_BYTES = 950_000;

    private static byte[] sampleBytes = new byte[0];
    private static RetailStatistics sample = new RetailStatistics();

    @BeforeAll
    static void readTheSample() throws IOException {
        sampleBytes = openSample().readAllBytes();
        sample = RetailStatistics.of(RetailLineReader.open(openSample()));
    }

    @Test
    void theSampleIsSmallAndReadable() {
        assertThat(sampleBytes).hasSizeLessThanOrEqualTo(MAX_SAMPLE_BYTES);
        assertThat(sample.malformed()).isEmpty();
        assertThat(sample.rows()).isEqualTo(10_399);
    }

    @Test
    void theSampleIsVaried() {
        assertThat(sample.customers()).isEqualTo(256);
        assertThat(sample.withoutCustomer()).isEqualTo(150);
        assertThat(sample.cancellations()).isGreaterThan(100);
        assertThat(sample.days()).isGreaterThan(250);
        assertThat(sample.isInTimeOrder()).isTrue();
        assertThat(sample.linesPerCustomer().getMin()).isEqualTo(1);
        assertThat(sample.linesPerCustomer().getMax()).isGreaterThan(200);
    }

    @Test
    void nearlyAllPurchasesOfTheSampleHaveATopic() {
        assertThat(sample.coverage()).isGreaterThanOrEqualTo(0.92);
    }

    @Test
    void theFullFileHasTheKnownCounts() throws IOException {
        RetailStatistics full = RetailStatistics.of(openFull());
        assertThat(full.malformed()).isEmpty();
        assertThat(full.rows()).isEqualTo(541_909);
        assertThat(full.withoutCustomer()).isEqualTo(135_080);
        assertThat(full.cancellations()).isEqualTo(9_288);
        assertThat(full.customers()).isEqualTo(4_372);
        assertThat(full.coverage()).isGreaterThanOrEqualTo(0.92);
    }

    @Test
    void theSampleContainsAllLinesOfItsCustomers() throws IOException {
        List<RetailLine> lines = linesOfCustomers(RetailLineReader.open(openSample()), customer -> true);
        Set<String> customers =
                lines.stream().flatMap(line -> line.customer().stream()).collect(Collectors.toSet());
        assertThat(linesOfCustomers(openFull(), customers::contains)).isEqualTo(lines);
    }

    /** The lines with a customer. Their row number, which differs between the files, is set to 0. */
    private static List<RetailLine> linesOfCustomers(RetailLineReader open, Predicate<String> wanted)
            throws IOException {
        List<RetailLine> lines = new ArrayList<>();
        try (RetailLineReader reader = open) {
            reader.forEachRemaining(row -> {
                if (row instanceof RetailLine line
                        && line.customer().filter(wanted).isPresent()) {
                    lines.add(withoutRow(line));
                }
            });
        }
        return lines;
    }

    private static RetailLine withoutRow(RetailLine line) {
        return new RetailLine(
                0,
                line.invoice(),
                line.stockCode(),
                line.description(),
                line.quantity(),
                line.invoiceDate(),
                line.unitPrice(),
                line.customerId(),
                line.country());
    }

    private static RetailLineReader openFull() throws IOException {
        assumeTrue(Files.exists(FULL), () -> "skipped: the full data set is not at " + FULL);
        return RetailLineReader.open(FULL);
    }

    private static InputStream openSample() {
        return Objects.requireNonNull(RetailDataTest.class.getResourceAsStream("/demo/online-retail-sample.csv"));
    }
}
