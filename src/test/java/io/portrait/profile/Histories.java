package io.portrait.profile;

import io.portrait.catalog.Item;
import io.portrait.feature.Featuriser;
import io.portrait.feature.TopicWeight;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random histories of one user, always the same for the same seed. */
final class Histories {

    static final UserId ANN = new UserId("ann");
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    /** Each weight in whole units, as the real rule does without clipping. */
    static final ExposureRule EXPOSURE = (weights, happenedAt, epoch) -> weights.stream()
            .collect(Collectors.toMap(TopicWeight::topic, weight -> (long) (weight.weight() * DecayedSum.UNIT)));

    private static final List<Topic> TOPICS =
            List.of(new Topic("home"), new Topic("home/lighting"), new Topic("garden"), new Topic("玩具/车"));
    private static final List<@Nullable String> CHANNELS = Arrays.asList("web", "app", "email", "tv", null);

    private static final List<@Nullable ZoneOffset> OFFSETS =
            Arrays.asList(null, ZoneOffset.ofHoursMinutes(5, 30), ZoneOffset.ofHours(-8));

    private Histories() {}

    /** Events over some time until now, one in ten on no known item. */
    static List<Event> events(long seed, int count, long spanDays) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = NOW.minus(
                    random.nextLong(ChronoUnit.DAYS.getDuration().toMillis() * spanDays * 1_000), ChronoUnit.MICROS);
            events.add(new Event(
                    ANN,
                    new MessageId("m-" + i),
                    at,
                    behaviour(random),
                    random.nextInt(10) == 0 ? null : new ItemId("item-" + random.nextInt(20)),
                    new Event.Origin(
                            CHANNELS.get(random.nextInt(CHANNELS.size())),
                            random.nextBoolean() ? "s-" + random.nextInt(count) : null,
                            OFFSETS.get(i % OFFSETS.size())),
                    null));
        }
        return events;
    }

    private static Behaviour behaviour(SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0 -> new Behaviour.Impression();
            case 1 -> new Behaviour.View(random.nextDouble(300));
            case 2 -> new Behaviour.Cart();
            case 3 -> new Behaviour.Uncart();
            case 4 -> new Behaviour.Purchase(random.nextDouble(1_000));
            case 5 -> new Behaviour.Refund(random.nextDouble(100));
            case 6 -> new Behaviour.Rating(random.nextInt(6), 5);
            case 7 -> new Behaviour.Dislike();
            default -> new Behaviour.Custom("waved");
        };
    }

    /** Applies events as they would arrive: at growing positions, at one time, all within an epoch. */
    static UserState apply(UserState state, List<Event> events, long epoch) {
        for (Event event : events) {
            JournalEntry entry = new JournalEntry(state.lastPosition + 1, epoch, NOW, 1, event);
            state.apply(entry, Featuriser.featurise(event, item(event)), EXPOSURE, new Predictions());
        }
        return state;
    }

    private static @Nullable Item item(Event event) {
        if (event.item() == null) {
            return null;
        }
        int hash = Math.floorMod(event.item().value().hashCode(), 7);
        List<Topic> topics = TOPICS.subList(0, hash % (TOPICS.size() + 1));
        return new Item(event.item(), 1, hash == 6, topics, "brand", 10.0 * hash, "{}");
    }

    static Map<Long, ExposureCell> cellsByEpoch(UserState state) {
        return state.cells.stream().collect(Collectors.toMap(ExposureCell::epoch, cell -> cell));
    }
}
