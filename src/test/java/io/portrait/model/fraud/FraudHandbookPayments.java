package io.portrait.model.fraud;

import io.portrait.kernel.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The simulated card payments of the Fraud Detection Handbook, if the file exists. */
public final class FraudHandbookPayments {

    private static final Path FILE = Path.of("../shared/data/fraud/transactions.csv.gz");
    private static final Instant ORIGIN = Instant.parse("2018-04-01T00:00:00Z");

    /** A payment with its label. */
    public record LabeledPayment(String id, Instant at, UserId card, String terminal, double amount, boolean fraud) {

        public Payment payment() {
            return new Payment(ChronoUnit.MICROS.between(Instant.EPOCH, at), amount);
        }
    }

    private FraudHandbookPayments() {}

    /** A check whether the file of the data set exists. */
    public static boolean areAvailable() {
        return Files.isReadable(FILE);
    }

    /** The payments of every {@code oneIn}-th card in order, for the first days. */
    public static List<LabeledPayment> sampleOfCards(int oneIn, int days) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            List<String> titles = List.of(String.valueOf(lines.readLine()).split(",", -1));
            return lines.lines()
                    .map(line -> payment(titles, line.split(",", -1)))
                    .takeWhile(payment -> payment.at().isBefore(ORIGIN.plus(days, ChronoUnit.DAYS)))
                    .filter(payment -> Integer.parseInt(payment.card().value()) % oneIn == 0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LabeledPayment payment(List<String> titles, String[] cells) {
        return new LabeledPayment(
                cells[titles.indexOf("TRANSACTION_ID")],
                ORIGIN.plusSeconds(Long.parseLong(cells[titles.indexOf("TX_TIME_SECONDS")])),
                new UserId(cells[titles.indexOf("CUSTOMER_ID")]),
                cells[titles.indexOf("TERMINAL_ID")],
                Double.parseDouble(cells[titles.indexOf("TX_AMOUNT")]),
                cells[titles.indexOf("TX_FRAUD")].equals("1"));
    }
}
