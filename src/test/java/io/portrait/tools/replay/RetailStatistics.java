package io.portrait.tools.replay;

import io.portrait.kernel.Topic;
import io.portrait.tools.replay.RetailRow.MalformedRow;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Statistics of an Online Retail file. */
final class RetailStatistics {

    private static final RetailTopicMatcher TOPICS = RetailTopicMatcher.bundled();

    private final Map<String, Integer> linesByCustomer = new HashMap<>();
    private final Map<Topic, Integer> purchasesByTopic = new TreeMap<>();
    private final Set<String> products = new HashSet<>();
    private final Set<LocalDate> days = new HashSet<>();
    private int rows;
    private final List<MalformedRow> malformed = new ArrayList<>();
    private int withoutCustomer;
    private int cancellations;
    private int nonProducts;
    private boolean inTimeOrder = true;
    private Instant latest = Instant.MIN;

    static RetailStatistics of(RetailLineReader open) throws IOException {
        RetailStatistics statistics = new RetailStatistics();
        try (RetailLineReader reader = open) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case MalformedRow malformedRow -> statistics.malformed.add(malformedRow);
                    case RetailLine line -> statistics.add(line);
                }
            }
        }
        return statistics;
    }

    private void add(RetailLine line) {
        rows++;
        withoutCustomer += line.customer().isEmpty() ? 1 : 0;
        cancellations += line.isCancellation() ? 1 : 0;
        nonProducts += line.isProduct() ? 0 : 1;
        days.add(line.invoiceDate().atZone(ZoneOffset.UTC).toLocalDate());
        inTimeOrder &= !line.invoiceDate().isBefore(latest);
        latest = line.invoiceDate();
        line.customer().ifPresent(customer -> linesByCustomer.merge(customer, 1, Integer::sum));
        if (line.isProduct()) {
            products.add(line.stockCode());
            addPurchase(line);
        }
    }

    private void addPurchase(RetailLine line) {
        if (line.customer().isPresent() && !line.isCancellation()) {
            Topic topic = TOPICS.topicOf(line.description()).firstLevel();
            purchasesByTopic.merge(topic, 1, Integer::sum);
        }
    }

    int rows() {
        return rows;
    }

    List<MalformedRow> malformed() {
        return malformed;
    }

    int withoutCustomer() {
        return withoutCustomer;
    }

    int cancellations() {
        return cancellations;
    }

    int days() {
        return days.size();
    }

    int customers() {
        return linesByCustomer.size();
    }

    boolean isInTimeOrder() {
        return inTimeOrder;
    }

    IntSummaryStatistics linesPerCustomer() {
        return linesByCustomer.values().stream().mapToInt(Integer::intValue).summaryStatistics();
    }

    /** The share of purchase lines with a topic other than {@code other}. */
    double coverage() {
        int purchases =
                purchasesByTopic.values().stream().mapToInt(Integer::intValue).sum();
        return 1 - purchasesByTopic.getOrDefault(RetailTopicMatcher.OTHER, 0) / (double) purchases;
    }

    @Override
    public String toString() {
        return "%d rows, %d malformed, %d without customer, %d cancellations, %d not products, %d customers, %d products, coverage %.4f, %s"
                .formatted(
                        rows,
                        malformed.size(),
                        withoutCustomer,
                        cancellations,
                        nonProducts,
                        linesByCustomer.size(),
                        products.size(),
                        coverage(),
                        purchasesByTopic);
    }
}
