package io.portrait.feature;

import io.portrait.catalog.Item;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.ingest.Traits;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events and items to featurise. */
final class Events {

    private static final ItemId LAMP = new ItemId("lamp");

    private Events() {}

    /** Every kind of behaviour, and the extremes of those that carry a number. */
    static Stream<Behaviour> behaviours() {
        return Stream.concat(
                Stream.of(
                        new Behaviour.Impression(),
                        new Behaviour.Click(),
                        new Behaviour.Search(""),
                        new Behaviour.Cart(),
                        new Behaviour.Uncart(),
                        new Behaviour.Like(),
                        new Behaviour.Dislike(),
                        new Behaviour.Share(),
                        new Behaviour.Comment(),
                        new Behaviour.Follow(),
                        new Behaviour.Custom("x"),
                        new Behaviour.Identify(new Traits(new TreeMap<>()), null),
                        new Behaviour.Alias(new UserId("other")),
                        new Behaviour.Merge(new UserId("other")),
                        new Behaviour.Unmerge(new UserId("other")),
                        new Behaviour.Rating(0, 1e-3),
                        new Behaviour.Rating(1e-3, 1e-3),
                        new Behaviour.Rating(3, 5),
                        new Behaviour.Rating(0, 1e12),
                        new Behaviour.Rating(1e12, 1e12),
                        new Behaviour.Rating(Math.nextDown(7.3), 7.3)),
                Stream.of(0.0, Double.MIN_VALUE, 1.0, 30.0, 1e12, Double.MAX_VALUE)
                        .flatMap(number -> Stream.of(
                                new Behaviour.View(number),
                                new Behaviour.Purchase(number),
                                new Behaviour.Refund(number),
                                new Behaviour.Transaction(number))));
    }

    static Event event(Behaviour behaviour, String time) {
        return event(behaviour, time, Event.Origin.UNKNOWN);
    }

    static Event event(Behaviour behaviour, String time, Event.Origin origin) {
        return new Event(new UserId("ann"), new MessageId("m-1"), Instant.parse(time), behaviour, LAMP, origin, null);
    }

    static Item item(List<String> topics, @Nullable String brand, @Nullable Double price) {
        return new Item(LAMP, 1, false, topics.stream().map(Topic::new).toList(), brand, price, "{}");
    }

    static Item deletedItem() {
        return new Item(LAMP, 2, true, List.of(new Topic("home")), null, null, "{}");
    }
}
