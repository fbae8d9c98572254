package io.portrait.bench;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events of a synthetic shop, reproducible by their seed, in the proportions of the load tool: mostly views, one search
 * in ten events. Its 1,000 items are in 20 categories of 3 parts each, and a user views items of 5 categories.
 */
public final class SyntheticShop {

    /** The time of the latest events. */
    public static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static final long SPAN_DAYS = 90;
    private static final int ITEMS = 1_000;
    private static final int TOPICS = 20;
    private static final int PARTS = 60;
    private static final int TOPICS_OF_A_USER = 5;
    private static final List<String> CHANNELS = List.of("web", "app", "email", "store");

    private final SplittableRandom random;

    /** A shop whose events follow from this seed. */
    public SyntheticShop(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Events of one user over 90 days, in the order of time, in sessions of three. */
    public List<Event> history(UserId user, int count) {
        int firstTopic = random.nextInt(TOPICS);
        List<Instant> times = random.longs(
                        count, 0, SPAN_DAYS * ChronoUnit.DAYS.getDuration().toMillis())
                .sorted()
                .mapToObj(ago -> NOW.minus(SPAN_DAYS, ChronoUnit.DAYS).plusMillis(ago))
                .toList();
        List<Event> events = new ArrayList<>();
        for (Instant time : times) {
            int item = firstTopic + random.nextInt(TOPICS_OF_A_USER) + TOPICS * random.nextInt(ITEMS / TOPICS);
            events.add(event(user, time, item % ITEMS, "s-" + events.size() / 3));
        }
        return events;
    }

    /** Events of many users at the latest time. */
    public List<Event> latestEvents(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UserId user = new UserId("user-" + random.nextInt(100_000));
            events.add(event(user, NOW, random.nextInt(ITEMS), "s-" + i));
        }
        return events;
    }

    private Event event(UserId user, Instant time, int item, String session) {
        EventPayload payload = payload();
        boolean search = payload instanceof EventPayload.Search;
        return new Event(
                user,
                new MessageId("m-" + Long.toString(random.nextLong(1L << 40), 36)),
                time,
                payload,
                search ? null : new ItemId("item-" + item),
                new Event.Origin(CHANNELS.get(random.nextInt(CHANNELS.size())), session),
                null);
    }

    private EventPayload payload() {
        return switch (random.nextInt(10)) {
            case 0 -> new EventPayload.Impression();
            case 1, 2, 3 -> new EventPayload.View(random.nextInt(6_000) / 100.0);
            case 4, 5 -> new EventPayload.Click();
            case 6 -> new EventPayload.AddToCart();
            case 7 ->
                new EventPayload.Purchase(Money.of(BigDecimal.valueOf(random.nextInt(6_000), 2), CurrencyCodes.NONE));
            case 8 -> new EventPayload.Like();
            default -> new EventPayload.Search("blue mug");
        };
    }

    /** The item of an event; null for a search. */
    public static @Nullable Item itemOf(Event event) {
        return event.itemId() == null ? null : item(event.itemId());
    }

    private static Item item(ItemId id) {
        int number = Integer.parseInt(id.value().substring("item-".length()));
        String topic = "topic-" + number % TOPICS;
        List<Topic> topics = List.of(new Topic(topic), new Topic(topic + "/part-" + number % PARTS));
        return new Item(id, 1, false, topics, "brand-" + number % 50, 1.0 + number % 100, "{}");
    }

    /** The body of a request {@code POST /v1/events} with these events. */
    public static byte[] body(List<Event> events) {
        return events.stream()
                .map(SyntheticShop::json)
                .collect(Collectors.joining(",", "{\"events\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Event event) {
        return """
                {"messageId":"%s","userId":"%s","type":"%s","timestamp":"%s",%s,"context":{"channel":"%s","sessionId":"%s"}}""".formatted(
                        event.messageId().value(),
                        event.userId().value(),
                        event.type().wireName(),
                        event.happenedAt(),
                        itemOrQuery(event),
                        Objects.requireNonNull(event.origin().channel()),
                        Objects.requireNonNull(event.origin().sessionId()));
    }

    private static String itemOrQuery(Event event) {
        String item =
                event.itemId() == null ? "" : "\"item\":\"" + event.itemId().value() + "\"";
        return switch (event.payload()) {
            case EventPayload.Search search -> "\"query\":\"" + search.query() + "\"";
            case EventPayload.View view -> item + ",\"value\":" + view.dwellSeconds();
            case EventPayload.Purchase purchase ->
                item + ",\"value\":" + purchase.amount().amount();
            default -> item;
        };
    }
}
