package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.OrderPart;
import io.portrait.ingest.OrderPart.OrderAmounts;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import io.portrait.profile.Profile.CurrencySummary;
import io.portrait.profile.Profile.MoneySummary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonetaryStateTest {

    private static final UserStateCodec CODEC = new UserStateCodec(List.of(), RandomHistories.SESSION_GAP, 20);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "XXX");

    private final List<Event> events = new ArrayList<>();

    @Test
    void anOrderCountsOnceHoweverOftenItIsStated() {
        state("m1", 0, "o-1", "25.5", "item-1:20", "item-2:5.5");
        state("m2", 60, "o-1", "25.5", "item-1:20", "item-2:5.5");
        line("n1", 30, "o-1", "item-1", "20");
        MoneySummary money = money();
        assertThat(money.orders()).isEqualTo(1);
        assertThat(money.lines()).isEqualTo(2);
        assertThat(money.total().spent()).isEqualByComparingTo("25.5");
        assertThat(money.total().averageOrderValue()).isEqualByComparingTo("25.5");
    }

    @Test
    void aChangedOrderReplacesTheEarlierOneInAnyOrderOfArrival() {
        state("m2", 60, "o-1", "12", "item-7:12");
        state("m1", 0, "o-1", "25.5", "item-0:20", "item-5:5.5");
        MoneySummary money = money();
        assertThat(money.lines()).isEqualTo(1);
        assertThat(money.total().spent()).isEqualByComparingTo("12");
        Map<Topic, InterestSums> replaced = interests(events);
        events.clear();
        state("m2", 60, "o-1", "12", "item-7:12");
        Map<Topic, InterestSums> alone = interests(events);
        assertThat(alone).isNotEmpty();
        replaced.forEach((topic, sums) -> assertThat(sums.at(HalfLife.MONTH, micros(60)))
                .isEqualTo(alone.getOrDefault(topic, InterestSums.NONE).at(HalfLife.MONTH, micros(60))));
    }

    @Test
    void linesThatAreStatedOneByOneAddUp() {
        line("n1", 0, "o-1", "item-1", "20");
        line("n2", 1, "o-1", "item-2", "5");
        line("n3", 2, "o-1", "item-2", "5");
        assertThat(money().total().spent()).isEqualByComparingTo("25");
        assertThat(money().lines()).isEqualTo(2);
    }

    @Test
    void aRefundOfTheOrderTakesBackWhatIsLeftAndItsInterests() {
        state("m1", 0, "o-1", "25.5", "item-5:20", "item-7:5.5");
        refund("r1", 10, "o-1", "item-7", "5.5");
        refund("r2", 20, "o-1", null, null);
        refund("r3", 30, "o-1", null, null);
        CurrencySummary total = money().total();
        assertThat(total.refunded()).isEqualByComparingTo("25.5");
        assertThat(total.net()).isEqualByComparingTo("0");
        assertThat(total.refunds()).isEqualTo(2);
        assertThat(interests(events).values()).allMatch(sums -> sums.at(HalfLife.MONTH, micros(40)) == 0);
    }

    @Test
    void aRefundOfALineTakesItsPartOfTheInterests() {
        state("m1", 0, "o-1", "30", "item-5:20", "item-7:10");
        Map<String, Double> before = weights();
        refund("r1", 0, "o-1", "item-5", "5");
        assertThat(money().total().refunded()).isEqualByComparingTo("5");
        Map<String, Double> after = weights();
        events.clear();
        state("m1", 0, "o-1", "20", "item-5:20");
        Map<String, Double> ofItem = weights();
        assertThat(before).isNotEmpty();
        before.forEach((topic, weight) -> assertThat(after.get(topic))
                .isCloseTo(weight - ofItem.getOrDefault(topic, 0.0) / 4, Offset.offset(1e-4)));
    }

    @Test
    void refundsNeverExceedTheOrder() {
        state("m1", 0, "o-1", "30", "item-1:20", "item-2:10");
        refund("r1", 1, "o-1", "item-1", "25");
        refund("r2", 2, "o-1", null, "20");
        assertThat(money().total().refunded()).isEqualByComparingTo("30");
    }

    @Test
    void aRefundOfAnUnknownOrderCountsWithItsOwnAmount() {
        refund("r1", 1, "o-9", null, "7");
        refund("r2", 2, "o-8", null, null);
        MoneySummary money = money();
        assertThat(money.total().refunded()).isEqualByComparingTo("7");
        assertThat(money.unmatchedRefunds()).isEqualTo(2);
        assertThat(money.orders()).isZero();
    }

    @Test
    void currenciesAreNeverAddedUp() {
        event("p1", 0, null, new EventPayload.Purchase(Money.of(new BigDecimal(10), "USD")));
        event("p2", 1, null, new EventPayload.Purchase(Money.of(new BigDecimal(1_000), "JPY")));
        MoneySummary money = money();
        assertThat(money.byCurrency()).extracting(CurrencySummary::currency).containsExactly("JPY", "USD");
        assertThat(money.total().spent()).isNotEqualByComparingTo("1010");
        assertThat(money.unconverted()).hasSize(1);
        MoneyProperties rates = new MoneyProperties("EUR", Map.of("USD", new BigDecimal("0.9")));
        MoneySummary converted = money(rates);
        assertThat(converted.total().currency()).isEqualTo("EUR");
        assertThat(converted.total().spent()).isEqualByComparingTo("9");
        assertThat(converted.unconverted()).containsExactly("JPY");
    }

    @Test
    void amountsWithoutACurrencyAreInTheConfiguredOne() {
        event("p1", 0, null, new EventPayload.Purchase(Money.of("10")));
        assertThat(money().total().currency()).isEqualTo("XXX");
        MoneySummary inEuro = money(new MoneyProperties("EUR", null));
        assertThat(inEuro.total().spent()).isEqualByComparingTo("10");
        assertThat(inEuro.byCurrency()).extracting(CurrencySummary::currency).containsExactly("EUR");
    }

    /** The state is bounded: sums survive, and a repetition of a forgotten order counts again. */
    @Test
    void forgetsTheOrdersThatHadNoEventsForLongest() {
        for (int i = 0; i < 100; i++) {
            state("m" + i, i, "o-" + i, "10", "item-1:10");
        }
        assertThat(money().total().spent()).isEqualByComparingTo("1000");
        assertThat(money().recentOrders())
                .hasSize(20)
                .first()
                .satisfies(order -> assertThat(order.id()).isEqualTo("o-99"));
        state("again-99", 200, "o-99", "10", "item-1:10");
        assertThat(money().total().spent()).isEqualByComparingTo("1000");
        state("again-0", 200, "o-0", "10", "item-1:10");
        assertThat(money().total().spent()).isEqualByComparingTo("1010");
    }

    @Test
    void anImportOfOldOrdersCountsEachOnce() {
        for (int i = 0; i < 30; i++) {
            state("m" + i, i, "o-" + i, "10", "item-1:5", "item-2:5");
        }
        state("old", -1_000, "o-old", "10", "item-1:5", "item-2:5");
        assertThat(money().orders()).isEqualTo(31);
        assertThat(money().total().spent()).isEqualByComparingTo("310");
    }

    @Test
    void theLinesOfAllOrdersAreBounded() {
        for (int i = 0; i < 30; i++) {
            String[] lines = new String[100];
            for (int j = 0; j < lines.length; j++) {
                lines[j] = "item-" + j + ":1";
            }
            state("m" + i, i, "o-" + i, "100", lines);
        }
        UserState state = apply(events);
        assertThat(state.activity().money().orders().stream()
                        .mapToInt(RememberedOrder::size)
                        .sum())
                .isLessThanOrEqualTo(MonetaryState.MAX_LINES);
        assertThat(money().total().spent()).isEqualByComparingTo("3000");
        assertThat(CODEC.write(state).length).isLessThan(60_000);
    }

    @Test
    void aPersonWithoutPurchasesHasOneByteForMoney() {
        StateWriter out = new StateWriter();
        new MonetaryState(50).write(out);
        assertThat(out.toBytes()).hasSize(1);
    }

    @Test
    void withoutMemoryEachPurchaseCountsForItself() {
        state("m1", 0, "o-1", "10", "item-1:10");
        state("m2", 0, "o-1", "10", "item-1:10");
        UserState state = new UserStateCodec(List.of(), RandomHistories.SESSION_GAP, 0).newState(RandomHistories.ANN);
        RandomHistories.apply(state, events, 7);
        MoneySummary money = MoneySummaries.of(state.activity().money(), MoneyProperties.NONE);
        assertThat(money.total().spent()).isEqualByComparingTo("20");
        assertThat(money.recentOrders()).isEmpty();
    }

    /** Orders, repetitions, changes and refunds in 100 random orders of arrival give the same sums and interests. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfArrivalChangesNothing(long seed) {
        randomOrders(new SplittableRandom(seed));
        UserState expected = apply(events);
        MoneySummary money = MoneySummaries.of(expected.activity().money(), MoneyProperties.NONE);
        assertThat(money.orders()).isPositive();
        Random random = new Random(seed);
        for (int shuffle = 0; shuffle < 100; shuffle++) {
            Collections.shuffle(events, random);
            UserState state = apply(events);
            assertThat(withoutOrderOfMemory(MoneySummaries.of(state.activity().money(), MoneyProperties.NONE)))
                    .isEqualTo(withoutOrderOfMemory(money));
            assertThat(state.interests().all()).isEqualTo(expected.interests().all());
        }
    }

    /** A row that is written and read after each event has the bytes of one that stays in memory. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void aRowThatIsReadBackContinuesAsIfItHadStayed(long seed) {
        randomOrders(new SplittableRandom(seed));
        UserState stored = CODEC.newState(RandomHistories.ANN);
        for (Event event : events) {
            stored = CODEC.read(RandomHistories.ANN, CODEC.write(RandomHistories.apply(stored, List.of(event), 7)));
        }
        assertThat(CODEC.write(stored)).isEqualTo(CODEC.write(apply(events)));
    }

    private void randomOrders(SplittableRandom random) {
        for (int i = 0; i < 60; i++) {
            String order = "o-" + random.nextInt(8);
            int minute = random.nextInt(60 * 24 * 90);
            switch (random.nextInt(6)) {
                case 0, 1 -> state("m" + i, minute, order, total(random), randomLines(random));
                case 2 -> line("m" + i, minute, order, "item-" + random.nextInt(6), "" + random.nextInt(50));
                case 3 -> refund("m" + i, minute, order, "item-" + random.nextInt(6), total(random));
                case 4 -> refund("m" + i, minute, order, null, random.nextBoolean() ? null : "3.25");
                default -> event("m" + i, minute, "item-" + random.nextInt(6), purchase(random));
            }
        }
    }

    private static EventPayload purchase(SplittableRandom random) {
        return new EventPayload.Purchase(
                Money.of(new BigDecimal(random.nextInt(90)), CURRENCIES.get(random.nextInt(CURRENCIES.size()))));
    }

    private static @Nullable String total(SplittableRandom random) {
        return random.nextInt(3) == 0 ? null : random.nextInt(80) + ".5";
    }

    private static String[] randomLines(SplittableRandom random) {
        String[] lines = new String[1 + random.nextInt(4)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "item-" + random.nextInt(6) + ":" + random.nextInt(40);
        }
        return lines;
    }

    /** The memory is sorted by arrival, which is the only thing that may differ. */
    private static List<Object> withoutOrderOfMemory(MoneySummary money) {
        return List.of(money.byCurrency(), money.total(), money.unmatchedRefunds(), Set.copyOf(money.recentOrders()));
    }

    /** A message that states a whole order, with its lines as item and amount. */
    private void state(String message, int minute, String order, @Nullable String total, String... lines) {
        OrderAmounts amounts = new OrderAmounts(total == null ? null : new BigDecimal(total), null, null, null);
        for (int i = 0; i < lines.length; i++) {
            String[] line = lines[i].split(":", -1);
            OrderPart part = new OrderPart(order, message, i, false, null, amounts);
            event(message + ":" + i, minute, line[0], new EventPayload.Purchase(Money.of(line[1]), part));
        }
    }

    private void line(String message, int minute, String order, String item, String amount) {
        event(message, minute, item, new EventPayload.Purchase(Money.of(amount), OrderPart.line(order)));
    }

    private void refund(String message, int minute, String order, @Nullable String item, @Nullable String amount) {
        OrderPart part = item == null && amount == null ? OrderPart.whole(order) : OrderPart.line(order);
        event(message, minute, item, new EventPayload.Refund(amount == null ? null : Money.of(amount), part));
    }

    private void event(String message, int minute, @Nullable String item, EventPayload payload) {
        events.add(new Event(
                RandomHistories.ANN,
                new MessageId(message),
                NOON.plus(Duration.ofMinutes(minute)),
                payload,
                item == null ? null : new ItemId(item),
                Event.Origin.UNKNOWN,
                null));
    }

    private static long micros(int minute) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, NOON.plus(Duration.ofMinutes(minute)));
    }

    private static UserState apply(List<Event> all) {
        return RandomHistories.apply(CODEC.newState(RandomHistories.ANN), all, 7);
    }

    private MoneySummary money() {
        return money(MoneyProperties.NONE);
    }

    private MoneySummary money(MoneyProperties properties) {
        return MoneySummaries.of(apply(events).activity().money(), properties);
    }

    private static Map<Topic, InterestSums> interests(List<Event> all) {
        return apply(all).interests().all();
    }

    private Map<String, Double> weights() {
        Map<String, Double> weights = new TreeMap<>();
        interests(events).forEach((topic, sums) -> weights.put(topic.path(), sums.at(HalfLife.MONTH, micros(0))));
        return weights;
    }
}
