package io.portrait.model.feature;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.kernel.Topic;
import io.portrait.kernel.Vec;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of an event on an item, with the version of their meaning: a model trained under one version never
 * receives features of another. Every feature lies in [−1, 1].
 *
 * <pre>
 *  index  feature
 *      0  price         ln(1 + price) / 10, at most 1; 0 without one
 *    1–8  topic hash    sum of signed unit vectors of the item's topics, divided by their number
 *      9  brand hash    ±1 by the brand; 0 without one
 *     10  hour sine     of the hour of the day, in local time where the event has a UTC offset, else UTC
 *     11  hour cosine
 *     12  weekend       1 on Saturday and Sunday, likewise
 * </pre>
 */
public final class FeatureSchema {

    /** The version; it grows with every change of the meaning of a feature. */
    public static final int VERSION = 1;

    /** The number of features. */
    public static final int SIZE = 13;

    private static final int PRICE = 0;
    private static final int FIRST_TOPIC = 1;
    private static final int TOPIC_DIMENSIONS = 8;
    private static final int BRAND = 9;
    private static final int HOUR_SINE = 10;
    private static final int HOUR_COSINE = 11;
    private static final int WEEKEND = 12;
    private static final double HOURS_PER_DAY = 24;

    private FeatureSchema() {}

    /** The names of the features, by index. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        names.add("price");
        for (int i = 0; i < TOPIC_DIMENSIONS; i++) {
            names.add("topic-hash-" + i);
        }
        names.addAll(List.of("brand-hash", "hour-sine", "hour-cosine", "weekend"));
        return List.copyOf(names);
    }

    /**
     * The features of an event on an item; O(number of topics).
     *
     * @param event supplies the time
     * @param item the revision of the item at the arrival of the event
     * @return {@value #SIZE} numbers in [−1, 1]
     */
    public static Vec features(Event event, Item item) {
        double[] x = new double[SIZE];
        x[PRICE] = item.price() == null ? 0 : Math.min(1, StrictMath.log1p(item.price()) / 10);
        addTopics(x, item.topics());
        x[BRAND] = item.brand() == null ? 0 : sign(mix(item.brand().hashCode()));
        addTime(x, event.localTime());
        return Vec.adopt(x);
    }

    /**
     * Adds the hashed topics (feature hashing, Weinberger et al., ICML 2009); the sign makes collisions cancel on
     * average.
     */
    private static void addTopics(double[] x, List<Topic> topics) {
        for (Topic topic : topics) {
            int hash = mix(topic.path().hashCode());
            int index = (hash >>> 16) & (TOPIC_DIMENSIONS - 1);
            x[FIRST_TOPIC + index] += sign(hash);
        }
        // Divides after the exact sum, because nine times the double 1/9 adds up to more than 1.
        for (int i = FIRST_TOPIC; i < FIRST_TOPIC + TOPIC_DIMENSIONS; i++) {
            x[i] /= Math.max(1, topics.size());
        }
    }

    private static void addTime(double[] x, OffsetDateTime time) {
        double hour = time.getHour() + time.getMinute() / 60.0;
        x[HOUR_SINE] = StrictMath.sin(2 * Math.PI * hour / HOURS_PER_DAY);
        x[HOUR_COSINE] = StrictMath.cos(2 * Math.PI * hour / HOURS_PER_DAY);
        x[WEEKEND] = time.getDayOfWeek().getValue() >= 6 ? 1 : 0;
    }

    private static int mix(int hash) {
        int h = hash * 0x85EBCA6B;
        return h ^ (h >>> 13);
    }

    private static int sign(int hash) {
        return (hash & 1) == 0 ? 1 : -1;
    }
}
