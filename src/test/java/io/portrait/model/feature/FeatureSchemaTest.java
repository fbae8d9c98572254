package io.portrait.model.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.kernel.Vec;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureSchemaTest {

    private static final String SUNDAY_EVENING = "2026-11-22T18:30:59Z";
    private static final String MONDAY_MIDNIGHT = "2026-11-23T00:00:00Z";

    /** Nine topics with the same hash bucket and sign; nine times the double 1/9 is more than 1. */
    private static final List<String> COLLIDING = List.of("t0", "t5", "t6", "t11", "t14", "t15", "t17", "t18", "t20");

    @Test
    void hourAndWeekendAreLocalWhereTheEventHasAnOffset() {
        Item item = SampleEvents.item(List.of(), null, null);
        Event.Origin kolkata = new Event.Origin(null, null, ZoneOffset.ofHoursMinutes(5, 30));
        Vec there = FeatureSchema.features(SampleEvents.event(new EventPayload.Click(), SUNDAY_EVENING, kolkata), item);
        assertThat(there).isEqualTo(features(item, MONDAY_MIDNIGHT));
        assertThat(there).isNotEqualTo(features(item, SUNDAY_EVENING));
    }

    @Test
    void namesEveryFeatureOnce() {
        assertThat(FeatureSchema.names())
                .hasSize(FeatureSchema.SIZE)
                .doesNotHaveDuplicates()
                .startsWith("price", "topic-hash-0")
                .endsWith("topic-hash-7", "brand-hash", "hour-sine", "hour-cosine", "weekend");
        assertThat(features(SampleEvents.item(List.of(), null, null), MONDAY_MIDNIGHT)
                        .size())
                .isEqualTo(FeatureSchema.SIZE);
    }

    /**
     * The expected values were computed in Python: ln(20.99)/10; String.hashCode() · 0x85EBCA6B, h ^ h ⋙ 13 gives −1
     * for home, −1 for home/lighting and +1 for acme; 18:30 is the angle 2π · 18.5/24; 22 November 2026 is a Sunday.
     */
    @Test
    void matchesAVectorComputedByHand() {
        Item lamp = SampleEvents.item(List.of("home", "home/lighting"), "acme", 19.99);
        Vec expected =
                Vec.of(0.30440461338325414, 0, -1, 0, 0, 0, 0, 0, 0, 1, -0.9914448613738105, 0.13052619222005127, 1);
        assertClose(features(lamp, SUNDAY_EVENING), expected);
    }

    @Test
    void unknownFieldsGiveZeros() {
        Item bare = SampleEvents.item(List.of(), null, null);
        assertClose(features(bare, MONDAY_MIDNIGHT), Vec.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0));
    }

    @Test
    void isDeterministic() {
        Item lamp = SampleEvents.item(List.of("home", "garden", "home/lighting"), "acme", 19.99);
        assertThat(features(lamp, SUNDAY_EVENING)).isEqualTo(features(lamp, SUNDAY_EVENING));
    }

    @Test
    void staysBetweenMinusOneAndOneForTheLargestPrice() {
        assertWithinOne(features(SampleEvents.item(List.of("a"), "b", 1e12), SUNDAY_EVENING));
        assertWithinOne(features(SampleEvents.item(List.of("a"), "b", Double.MAX_VALUE), SUNDAY_EVENING));
    }

    @Test
    void staysBetweenMinusOneAndOneWhereTopicsCollide() {
        Vec x = features(SampleEvents.item(COLLIDING, null, null), SUNDAY_EVENING);
        assertWithinOne(x);
        assertThat(x.get(8)).isEqualTo(1);
    }

    @Test
    void staysBetweenMinusOneAndOneForAnyItemAtAnyTime() {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int i = 0; i < 2_000; i++) {
            List<String> topics = IntStream.range(0, random.nextInt(33))
                    .mapToObj(n -> "t" + random.nextInt(1_000))
                    .distinct()
                    .toList();
            Item item = SampleEvents.item(topics, "brand " + random.nextInt(50), Math.exp(random.nextDouble(-5, 28)));
            String time = "2026-%02d-%02dT%02d:%02d:00Z"
                    .formatted(1 + random.nextInt(12), 1 + random.nextInt(28), random.nextInt(24), random.nextInt(60));
            assertWithinOne(features(item, time));
        }
    }

    @Test
    void doesNotDependOnTheOrderOfTheTopics() {
        List<String> reversed = new ArrayList<>(COLLIDING);
        Collections.reverse(reversed);
        assertThat(features(SampleEvents.item(reversed, null, null), SUNDAY_EVENING))
                .isEqualTo(features(SampleEvents.item(COLLIDING, null, null), SUNDAY_EVENING));
    }

    private static Vec features(Item item, String time) {
        return FeatureSchema.features(SampleEvents.event(new EventPayload.Click(), time), item);
    }

    private static void assertWithinOne(Vec x) {
        assertThat(x.stream().boxed()).allSatisfy(value -> assertThat(value).isBetween(-1.0, 1.0));
    }

    /** The tolerance is one part in 10¹⁵, because the functions of the two languages differ in the last bit. */
    private static void assertClose(Vec actual, Vec expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as(FeatureSchema.names().get(i)).isEqualTo(expected.get(i), within(1e-15));
        }
    }
}
