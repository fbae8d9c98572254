package io.portrait.nextitem;

import io.portrait.kernel.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which place is about which topics, and how popular all places of a topic are together. */
final class Shelves {

    /** More topics than any catalogue has; those that come after are not told apart. */
    private static final int MOST_TOPICS = 20_000;

    /** Topics of a place that are looked at quickly. */
    private static final int FEW = 4;

    private static final int[] NONE = {};

    private final Map<Topic, Integer> numbers = new HashMap<>();
    private final List<Topic> topics = new ArrayList<>();
    private double[] totals = new double[16];
    private int[][] byPlace = new int[16][];

    /** The same as topics, for who asks about two hundred places at once. */
    private final List<List<Topic>> topicsByPlace = new ArrayList<>();

    /**
     * The same in one stretch of memory, for all are looked at for a question: {@value #FEW} a place, as number + 1, then 0;
     * −1 in front where there are more.
     */
    private int[] inLine = new int[16 * FEW];

    /** The topics of a place, as numbers. Read-only. */
    int[] of(int place) {
        return place < byPlace.length && byPlace[place] != null ? byPlace[place] : NONE;
    }

    /**
     * What all topics of a place come to.
     *
     * @param byTopic by number + 1, and 0 at 0: what a place lacks of {@value #FEW} topics is added, too, for to find that it
     *     lacks them takes longer
     */
    double sum(int place, double[] byTopic) {
        int from = FEW * place;
        if (from >= inLine.length) {
            return 0;
        }
        if (inLine[from] < 0) {
            return sumOfMany(place, byTopic);
        }
        return byTopic[inLine[from]]
                + byTopic[inLine[from + 1]]
                + byTopic[inLine[from + 2]]
                + byTopic[inLine[from + 3]];
    }

    private double sumOfMany(int place, double[] byTopic) {
        double sum = 0;
        for (int topic : byPlace[place]) {
            sum += byTopic[topic + 1];
        }
        return sum;
    }

    /** The topics of a place. */
    List<Topic> topicsOf(int place) {
        return place < topicsByPlace.size() ? topicsByPlace.get(place) : List.of();
    }

    Topic topic(int number) {
        return topics.get(number);
    }

    Optional<Integer> number(Topic topic) {
        return Optional.ofNullable(numbers.get(topic));
    }

    /** How popular the topic's places are together. */
    double total(int topic) {
        return totals[topic];
    }

    int size() {
        return topics.size();
    }

    /** States what a place is about, if that is told, and takes its weight along. */
    void put(int place, List<Topic> about, double weight) {
        int[] told = about.stream()
                .map(this::meet)
                .flatMapToInt(number -> number.stream().mapToInt(Integer::intValue))
                .sorted()
                .distinct()
                .toArray();
        if (told.length > 0 && !Arrays.equals(told, of(place))) {
            add(place, -weight);
            if (place >= byPlace.length) {
                byPlace = Arrays.copyOf(byPlace, Math.max(place + 1, 2 * byPlace.length));
                inLine = Arrays.copyOf(inLine, FEW * byPlace.length);
            }
            set(place, told);
            add(place, weight);
        }
    }

    private void set(int place, int[] told) {
        byPlace[place] = told;
        while (topicsByPlace.size() <= place) {
            topicsByPlace.add(List.of());
        }
        topicsByPlace.set(
                place, List.copyOf(Arrays.stream(told).mapToObj(topics::get).toList()));
        int from = FEW * place;
        Arrays.fill(inLine, from, from + FEW, 0);
        for (int i = 0; i < Math.min(FEW, told.length); i++) {
            inLine[from + i] = told[i] + 1;
        }
        if (told.length > FEW) {
            inLine[from] = -1;
        }
    }

    private Optional<Integer> meet(Topic topic) {
        Integer known = numbers.get(topic);
        if (known != null || topics.size() == MOST_TOPICS) {
            return Optional.ofNullable(known);
        }
        int number = topics.size();
        numbers.put(topic, number);
        topics.add(topic);
        if (number == totals.length) {
            totals = Arrays.copyOf(totals, 2 * number);
        }
        return Optional.of(number);
    }

    void add(int place, double weight) {
        for (int topic : of(place)) {
            totals[topic] = Math.max(0, totals[topic] + weight);
        }
    }

    void scaleBack() {
        for (int i = 0; i < totals.length; i++) {
            totals[i] *= Growth.BACK;
        }
    }

    void forget(int place, double weight) {
        add(place, -weight);
        if (place < byPlace.length) {
            set(place, NONE);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(topics.size());
        for (int i = 0; i < topics.size(); i++) {
            out.writeUTF(topics.get(i).path());
            out.writeDouble(totals[i]);
        }
        out.writeInt(byPlace.length);
        for (int place = 0; place < byPlace.length; place++) {
            Ints.write(out, of(place));
        }
    }

    void read(DataInput in) throws IOException {
        int count = in.readInt();
        totals = new double[Math.max(16, count)];
        for (int i = 0; i < count; i++) {
            Topic topic = new Topic(in.readUTF());
            numbers.put(topic, i);
            topics.add(topic);
            totals[i] = in.readDouble();
        }
        byPlace = new int[in.readInt()][];
        inLine = new int[FEW * byPlace.length];
        for (int place = 0; place < byPlace.length; place++) {
            set(place, Ints.read(in));
        }
    }
}
