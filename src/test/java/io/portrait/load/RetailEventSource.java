package io.portrait.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A source of real purchases and refunds, repeated with new message ids until the run ends. */
final class RetailEventSource implements EventSource {

    private final int batch;
    private final List<String> events = new ArrayList<>();
    private final AtomicLong cursor = new AtomicLong();
    private final String runId = Long.toString(System.currentTimeMillis(), 36);

    RetailEventSource(Path file, int batch) {
        this.batch = batch;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (CSVRecord line : CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)) {
                if (!line.get("CustomerID").isEmpty()) {
                    events.add(event(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String event(CSVRecord line) {
        int quantity = Integer.parseInt(line.get("Quantity"));
        double amount = Math.abs(quantity) * Double.parseDouble(line.get("UnitPrice"));
        return "\",\"userId\":\"%s\",\"type\":\"%s\",\"timestamp\":\"%sZ\",\"item\":\"item-%d\",\"value\":%s}"
                .formatted(
                        line.get("CustomerID"),
                        quantity < 0 ? "refund" : "purchase",
                        line.get("InvoiceDate").replace(' ', 'T'),
                        Math.floorMod(line.get("StockCode").hashCode(), 2_000),
                        amount);
    }

    @Override
    public Optional<EventPostBody> next() {
        long from = cursor.getAndAdd(batch);
        StringBuilder body = new StringBuilder(batch * 160).append("{\"events\":[");
        for (long i = from; i < from + batch; i++) {
            body.append(i > from ? "," : "")
                    .append("{\"messageId\":\"")
                    .append(runId)
                    .append('-')
                    .append(i);
            body.append(events.get((int) (i % events.size())));
        }
        return Optional.of(new EventPostBody(body.append("]}").toString(), batch));
    }
}
