package io.portrait.model.feature;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.Traits;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events and items for tests of features. */
final class SampleEvents {

    private static final ItemId LAMP = new ItemId("lamp");

    private SampleEvents() {}

    /** A payload of every type, and the extreme values of the payloads with a number. */
    static Stream<EventPayload> payloads() {
        return Stream.concat(
                Stream.of(
                        new EventPayload.Impression(),
                        new EventPayload.Click(),
                        new EventPayload.Search(""),
                        new EventPayload.AddToCart(),
                        new EventPayload.RemoveFromCart(),
                        new EventPayload.Like(),
                        new EventPayload.Dislike(),
                        new EventPayload.Share(),
                        new EventPayload.Comment(),
                        new EventPayload.Follow(),
                        new EventPayload.PaymentLabel(true),
                        new EventPayload.Custom("x"),
                        new EventPayload.Identify(new Traits(new TreeMap<>()), null),
                        new EventPayload.Alias(new UserId("other")),
                        new EventPayload.Merge(new UserId("other")),
                        new EventPayload.Unmerge(new UserId("other")),
                        new EventPayload.Rating(0, 1e-3),
                        new EventPayload.Rating(1e-3, 1e-3),
                        new EventPayload.Rating(3, 5),
                        new EventPayload.Rating(0, 1e12),
                        new EventPayload.Rating(1e12, 1e12),
                        new EventPayload.Rating(Math.nextDown(7.3), 7.3)),
                Stream.of(0.0, Double.MIN_VALUE, 1.0, 30.0, 1e12, Double.MAX_VALUE)
                        .flatMap(number -> Stream.of(
                                new EventPayload.View(number),
                                new EventPayload.Purchase(amount(number)),
                                new EventPayload.Refund(amount(number)),
                                new EventPayload.Transaction(amount(number)))));
    }

    /** The amount that is nearest to a number. */
    private static Money amount(double number) {
        return Money.of(BigDecimal.valueOf(number).min(Money.MAX), CurrencyCodes.NONE);
    }

    static Event event(EventPayload payload, String time) {
        return event(payload, time, Event.Origin.UNKNOWN);
    }

    static Event event(EventPayload payload, String time, Event.Origin origin) {
        return new Event(new UserId("ann"), new MessageId("m-1"), Instant.parse(time), payload, LAMP, origin, null);
    }

    static Item item(List<String> topics, @Nullable String brand, @Nullable Double price) {
        return new Item(LAMP, 1, false, topics.stream().map(Topic::new).toList(), brand, price, "{}");
    }

    static Item deletedItem() {
        return new Item(LAMP, 2, true, List.of(new Topic("home")), null, null, "{}");
    }
}
