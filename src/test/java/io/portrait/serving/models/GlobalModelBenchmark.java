package io.portrait.serving.models;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.ForegroundActivity;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of learning {@value #BATCH} journal entries in the global models. The entries are those of the load tool: 80 % are
 * interactions of 100,000 users (Zipf 1.0) with 2,000 items, 10 % impressions, 10 % searches. The models have learned as many
 * entries before as the parameter says.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 20)
@State(Scope.Benchmark)
public class GlobalModelBenchmark {

    static final int BATCH = 20_000;
    private static final int USERS = 100_000;
    private static final int ITEMS = 2_000;
    private static final int CHUNK = 2_000;

    /** Entries that are learned before the measurement. */
    @Param("300000")
    public int learned;

    private final Random random = new Random(1);
    private final double[] cumulative = cumulativeZipf();
    private final List<ItemId> items =
            IntStream.range(0, ITEMS).mapToObj(i -> new ItemId("item-" + i)).toList();
    private final Map<Item.ItemRevisionId, Item> revisions = IntStream.range(0, ITEMS)
            .mapToObj(GlobalModelBenchmark::item)
            .collect(Collectors.toMap(item -> new Item.ItemRevisionId(item.id(), 1), item -> item));
    private final List<UserId> users =
            IntStream.range(0, USERS).mapToObj(u -> new UserId("user-" + u)).toList();

    @SuppressWarnings("NullAway") // learning does not read the catalog
    final ModelBundle models = new ModelBundle(
            new NextItemPredictor(new NextItemProperties(200_000, 50_000)),
            new RiskScorer(new RiskProperties(0.05, 0.5, 0.01, 500, 100_000, 50_000, 200_000)),
            new ClickPredictor(
                    new AdProperties(new AdProperties.FrequencyCap(5, Duration.ofDays(1)), 0.02, 20, 100_000),
                    Clock.systemUTC()),
            new RatingPredictor(null, new RatingModelProperties(20_000, 20_000)));

    private final BackgroundThrottle unthrottled = new BackgroundThrottle(new ForegroundActivity(), 1, () -> false);
    private long position;
    private List<EntryBatch> batches = List.of();

    /** Learns the entries before the measurement. */
    @Setup
    public void learnBefore() {
        for (int i = 0; i < learned; i += CHUNK) {
            models.learn(nextBatch(), unthrottled);
        }
    }

    /** Makes the entries of a measurement. */
    @Setup(Level.Iteration)
    public void makeEntries() {
        batches = IntStream.range(0, BATCH / CHUNK).mapToObj(i -> nextBatch()).toList();
    }

    /** Learns the entries; returns the position that is learned. */
    @Benchmark
    public long learn() {
        batches.forEach(batch -> models.learn(batch, unthrottled));
        return models.position();
    }

    private static Item item(int number) {
        Topic topic = new Topic("topic-" + number % 20);
        Topic part = new Topic(topic.path() + "/part-" + number % 60);
        return new Item(new ItemId("item-" + number), 1, false, List.of(topic, part), null, null, "{}");
    }

    private EntryBatch nextBatch() {
        List<JournalEntry> entries = LongStream.rangeClosed(position + 1, position + CHUNK)
                .mapToObj(this::entry)
                .toList();
        position += CHUNK;
        return new EntryBatch(entries, List.of(), new EntryItems(revisions), Map.of(), position);
    }

    private JournalEntry entry(long at) {
        int item = random.nextInt(ITEMS);
        EventPayload payload = switch (random.nextInt(10)) {
            case 0 -> new EventPayload.Impression();
            case 1, 2, 3 -> new EventPayload.View(random.nextInt(60));
            case 4, 5 -> new EventPayload.Click();
            case 6, 7 -> new EventPayload.AddToCart();
            case 8 -> new EventPayload.Like();
            default -> new EventPayload.Search("blue mug");
        };
        @Nullable ItemId id = payload instanceof EventPayload.Search ? null : items.get(item);
        Event event = new Event(
                users.get(nextUser()),
                new MessageId("m-" + at),
                Instant.ofEpochSecond(1_700_000_000 + at / 1_000),
                payload,
                id,
                Event.Origin.UNKNOWN,
                null);
        return new JournalEntry(at, 1, event.happenedAt(), 1, event);
    }

    private int nextUser() {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        return Math.min(USERS - 1, found >= 0 ? found : -found - 1);
    }

    private static double[] cumulativeZipf() {
        double[] sums = new double[USERS];
        double sum = 0;
        for (int k = 0; k < USERS; k++) {
            sum += 1.0 / (k + 1);
            sums[k] = sum;
        }
        for (int k = 0; k < USERS; k++) {
            sums[k] /= sum;
        }
        return sums;
    }
}
