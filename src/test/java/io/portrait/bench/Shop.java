package io.portrait.bench;

import io.portrait.catalog.Item;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
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
 * Behaviour in a made-up shop, the same for the same seed, with the proportions of the load tool: mostly views, one event
 * in ten a search. Its 1,000 items lie in 20 categories of 3 parts each, and a user looks at items of 5 of them.
 */
public final class Shop {

    /** When the last event may have happened. */
    public static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static final long SPAN_DAYS = 90;
    private static final int ITEMS = 1_000;
    private static final int TOPICS = 20;
    private static final int PARTS = 60;
    private static final int TOPICS_OF_A_USER = 5;
    private static final List<String> CHANNELS = List.of("web", "app", "email", "store");

    private final SplittableRandom random;

    /** The shop as it goes on from this seed. */
    public Shop(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Events of one user over 90 days, in the order of their times, in sessions of about three. */
    public List<Event> history(UserId user, int count) {
        int favourite = random.nextInt(TOPICS);
        List<Instant> times = random.longs(
                        count, 0, SPAN_DAYS * ChronoUnit.DAYS.getDuration().toMillis())
                .sorted()
                .mapToObj(ago -> NOW.minus(SPAN_DAYS, ChronoUnit.DAYS).plusMillis(ago))
                .toList();
        List<Event> events = new ArrayList<>();
        for (Instant time : times) {
            int item = favourite + random.nextInt(TOPICS_OF_A_USER) + TOPICS * random.nextInt(ITEMS / TOPICS);
            events.add(event(user, time, item % ITEMS, "s-" + events.size() / 3));
        }
        return events;
    }

    /** The newest events of many users, one each. */
    public List<Event> arrivals(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UserId user = new UserId("user-" + random.nextInt(100_000));
            events.add(event(user, NOW, random.nextInt(ITEMS), "s-" + i));
        }
        return events;
    }

    private Event event(UserId user, Instant time, int item, String session) {
        Behaviour behaviour = behaviour();
        boolean search = behaviour instanceof Behaviour.Search;
        return new Event(
                user,
                new MessageId("m-" + Long.toString(random.nextLong(1L << 40), 36)),
                time,
                behaviour,
                search ? null : new ItemId("item-" + item),
                new Event.Origin(CHANNELS.get(random.nextInt(CHANNELS.size())), session),
                null);
    }

    private Behaviour behaviour() {
        return switch (random.nextInt(10)) {
            case 0 -> new Behaviour.Impression();
            case 1, 2, 3 -> new Behaviour.View(random.nextInt(6_000) / 100.0);
            case 4, 5 -> new Behaviour.Click();
            case 6 -> new Behaviour.Cart();
            case 7 -> new Behaviour.Purchase(random.nextInt(6_000) / 100.0);
            case 8 -> new Behaviour.Like();
            default -> new Behaviour.Search("blue mug");
        };
    }

    /** The item that an event met; none for a search. */
    public static @Nullable Item itemOf(Event event) {
        return event.item() == null ? null : item(event.item());
    }

    private static Item item(ItemId id) {
        int number = Integer.parseInt(id.value().substring("item-".length()));
        String topic = "topic-" + number % TOPICS;
        List<Topic> topics = List.of(new Topic(topic), new Topic(topic + "/part-" + number % PARTS));
        return new Item(id, 1, false, topics, "brand-" + number % 50, 1.0 + number % 100, "{}");
    }

    /** The body of a {@code POST /v1/events} that sends these events. */
    public static byte[] body(List<Event> events) {
        return events.stream()
                .map(Shop::json)
                .collect(Collectors.joining(",", "{\"events\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Event event) {
        return """
                {"messageId":"%s","userId":"%s","type":"%s","timestamp":"%s",%s,"context":{"channel":"%s","sessionId":"%s"}}""".formatted(
                        event.message().value(),
                        event.user().value(),
                        event.type().wireName(),
                        event.happenedAt(),
                        subject(event),
                        Objects.requireNonNull(event.origin().channel()),
                        Objects.requireNonNull(event.origin().session()));
    }

    private static String subject(Event event) {
        String item = event.item() == null ? "" : "\"item\":\"" + event.item().value() + "\"";
        return switch (event.behaviour()) {
            case Behaviour.Search search -> "\"query\":\"" + search.query() + "\"";
            case Behaviour.View view -> item + ",\"value\":" + view.dwellSeconds();
            case Behaviour.Purchase purchase -> item + ",\"value\":" + purchase.amount();
            default -> item;
        };
    }
}
