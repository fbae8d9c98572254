package io.portrait.profile;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.feature.Featurizer;
import io.portrait.model.feature.TopicWeight;
import java.math.BigDecimal;
import java.time.Duration;
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

/** Random histories of one user, deterministic for a seed. */
final class RandomHistories {

    static final UserId ANN = new UserId("ann");
    static final Duration SESSION_GAP = Duration.ofMinutes(30);
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    /** A bound that converts weights to integer units without clipping. */
    static final ContributionBound UNBOUNDED = (weights, happenedAt, epoch) -> weights.stream()
            .collect(Collectors.toMap(TopicWeight::topic, weight -> (long) (weight.weight() * DecayedSum.UNIT)));

    private static final List<Topic> TOPICS =
            List.of(new Topic("home"), new Topic("home/lighting"), new Topic("garden"), new Topic("玩具/车"));
    private static final List<@Nullable String> CHANNELS = Arrays.asList("web", "app", "email", "tv", null);

    private static final List<@Nullable ZoneOffset> OFFSETS =
            Arrays.asList(null, ZoneOffset.ofHoursMinutes(5, 30), ZoneOffset.ofHours(-8));

    private RandomHistories() {}

    /** Events of the last days, a tenth of them without an item. */
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
                    payload(random),
                    random.nextInt(10) == 0 ? null : new ItemId("item-" + random.nextInt(20)),
                    new Event.Origin(
                            CHANNELS.get(random.nextInt(CHANNELS.size())),
                            random.nextBoolean() ? "s-" + random.nextInt(count) : null,
                            OFFSETS.get(i % OFFSETS.size())),
                    null));
        }
        return events;
    }

    private static EventPayload payload(SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0 -> new EventPayload.Impression();
            case 1 -> new EventPayload.View(random.nextDouble(300));
            case 2 -> new EventPayload.AddToCart();
            case 3 -> new EventPayload.RemoveFromCart();
            case 4 -> new EventPayload.Purchase(amount(random, 1_000));
            case 5 -> new EventPayload.Refund(amount(random, 100));
            case 6 -> new EventPayload.Rating(random.nextInt(6), 5);
            case 7 -> new EventPayload.Dislike();
            default -> new EventPayload.Custom("waved");
        };
    }

    private static Money amount(SplittableRandom random, int max) {
        return Money.of(BigDecimal.valueOf(random.nextInt(max * 100), 2), CurrencyCodes.NONE);
    }

    /** Applies events at increasing positions with the same arrival time and epoch. */
    static UserState apply(UserState state, List<Event> events, long epoch) {
        for (Event event : events) {
            JournalEntry entry = new JournalEntry(state.applied().lastPosition() + 1, epoch, NOW, 1, event);
            state.apply(entry, Featurizer.featurize(event, item(event)), UNBOUNDED, new Predictions());
        }
        return state;
    }

    private static @Nullable Item item(Event event) {
        if (event.itemId() == null) {
            return null;
        }
        int hash = Math.floorMod(event.itemId().value().hashCode(), 7);
        List<Topic> topics = TOPICS.subList(0, hash % (TOPICS.size() + 1));
        return new Item(event.itemId(), 1, hash == 6, topics, "brand", 10.0 * hash, "{}");
    }

    static Map<Long, EpochContribution> contributionsByEpoch(UserState state) {
        return state.contributions().stream()
                .collect(Collectors.toMap(EpochContribution::epoch, contribution -> contribution));
    }
}
