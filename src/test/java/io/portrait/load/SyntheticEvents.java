package io.portrait.load;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A source of synthetic shop events of many users: mostly views, some carts, few purchases, each with a new message id.
 */
final class SyntheticEvents implements EventSource {

    private static final String[] TYPES = {
        "impression", "view", "view", "view", "click", "click", "cart", "purchase", "like", "search"
    };
    private static final String[] CHANNELS = {"web", "app", "email", "store"};

    private static final int ITEMS_PER_PUT = 1_000;

    private final LoadOptions options;
    private final ZipfUsers users;
    private final AtomicLong messageNumbers = new AtomicLong();
    private final String runId = Long.toString(System.currentTimeMillis(), 36);
    private final ThreadLocal<Random> randoms;

    SyntheticEvents(LoadOptions options) {
        this.options = options;
        this.users = new ZipfUsers(options.users(), options.zipfExponent());
        AtomicLong seeds = new AtomicLong(options.seed());
        this.randoms = ThreadLocal.withInitial(() -> new Random(seeds.getAndIncrement()));
    }

    /** Describes the first items to a service. */
    static void putItems(LoadClient service, int items) {
        for (int from = 0; from < items; from += ITEMS_PER_PUT) {
            LoadClient.LoadResponse response = service.putItems(itemsBody(from, Math.min(items, from + ITEMS_PER_PUT)));
            if (!response.isSuccess()) {
                throw new IllegalStateException("the service rejected the items: " + response);
            }
        }
    }

    @Override
    public Optional<EventPostBody> next() {
        StringBuilder body = new StringBuilder(options.batch() * 200).append("{\"events\":[");
        Random random = randoms.get();
        String now = Instant.now().toString();
        for (int i = 0; i < options.batch(); i++) {
            if (i > 0) {
                body.append(',');
            }
            append(body, random, now);
        }
        return Optional.of(new EventPostBody(body.append("]}").toString(), options.batch()));
    }

    private void append(StringBuilder body, Random random, String now) {
        int user = users.next(random);
        String type = TYPES[random.nextInt(TYPES.length)];
        body.append("{\"messageId\":\"").append(runId).append('-').append(messageNumbers.incrementAndGet());
        body.append("\",\"userId\":\"")
                .append(ZipfUsers.id(user))
                .append("\",\"type\":\"")
                .append(type);
        body.append("\",\"timestamp\":\"").append(now);
        if (type.equals("search")) {
            body.append("\",\"query\":\"blue mug");
        } else {
            body.append("\",\"item\":\"").append(itemId(random.nextInt(options.items())));
        }
        body.append("\",\"value\":").append(random.nextInt(6_000) / 100.0);
        body.append(",\"context\":{\"channel\":\"").append(CHANNELS[user % CHANNELS.length]);
        body.append("\",\"sessionId\":\"s-")
                .append(user)
                .append('-')
                .append(random.nextInt(3))
                .append("\"}}");
    }

    static String itemId(int number) {
        return "item-" + number;
    }

    /** The body of {@code PUT /v1/items} for the items from one number up to another, exclusive. */
    static String itemsBody(int from, int to) {
        StringBuilder body = new StringBuilder("{\"items\":[");
        for (int i = from; i < to; i++) {
            body.append(i > from ? "," : "")
                    .append("{\"id\":\"")
                    .append(itemId(i))
                    .append("\",\"title\":\"Item ")
                    .append(i)
                    .append("\",\"categories\":[\"topic-")
                    .append(i % 20)
                    .append("/part-")
                    .append(i % 60)
                    .append("\"],\"brand\":\"brand-")
                    .append(i % 50)
                    .append("\",\"price\":")
                    .append(1 + i % 100)
                    .append('}');
        }
        return body.append("]}").toString();
    }
}
