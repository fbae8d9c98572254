package io.portrait.tools.replay;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Event;
import io.portrait.ingest.Event.Origin;
import io.portrait.ingest.EventPayload;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A mapping from lines of the data set to events and items. Pure. */
final class RetailEventMapper {

    private final RetailTopicMatcher topicMatcher;
    private final Duration timeShift;
    private final JsonMapper json = new JsonMapper();

    /** @param timeShift the duration that is added to the time of each line */
    RetailEventMapper(RetailTopicMatcher topicMatcher, Duration timeShift) {
        this.topicMatcher = topicMatcher;
        this.timeShift = timeShift;
    }

    /** The purchase or refund of a line; empty for a line without a customer, a charge, or a stock correction. */
    Optional<Event> toEvent(RetailLine line) {
        boolean isSale = line.quantity() > 0 && !line.isCancellation();
        boolean isReturn = line.quantity() < 0 && line.isCancellation();
        if (line.customerId() == null || !line.isProduct() || !(isSale || isReturn)) {
            return Optional.empty();
        }
        Money amount = Money.of(
                BigDecimal.valueOf(line.unitPrice()).multiply(BigDecimal.valueOf(Math.abs(line.quantity()))),
                CurrencyCodes.NONE);
        return Optional.of(new Event(
                new UserId(line.customerId()),
                new MessageId("retail-%s-%d".formatted(line.invoice(), line.row())),
                line.invoiceDate().plus(timeShift),
                isSale ? new EventPayload.Purchase(amount) : new EventPayload.Refund(amount),
                new ItemId(line.stockCode()),
                new Origin("web", line.invoice()),
                json.writeValueAsString(Map.of("properties", Map.of("quantity", line.quantity())))));
    }

    /** The product of a line as a catalog item. */
    ItemDraft toItem(RetailLine line) {
        String category = topicMatcher.topicOf(line.description()).path();
        double price = Math.max(0, line.unitPrice());
        String content = json.writeValueAsString(Map.of(
                "id", line.stockCode(),
                "title", line.description(),
                "categories", List.of(category),
                "price", price));
        return new ItemDraft(
                new ItemId(line.stockCode()), List.of(topicMatcher.topicOf(line.description())), null, price, content);
    }
}
