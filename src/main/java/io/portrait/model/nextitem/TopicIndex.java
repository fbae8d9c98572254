package io.portrait.model.nextitem;

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
final class TopicIndex {

    /** More topics than any catalogue has; those that come after are not told apart. */
    private static final int MAX_TOPICS = 20_000;

    /** Topics of a place that are looked at quickly. */
    private static final int PACKED_TOPICS = 4;

    private static final int[] NONE = {};

    private final Map<Topic, Integer> numberByTopic = new HashMap<>();
    private final List<Topic> topics = new ArrayList<>();
    private double[] popularities = new double[16];
    private int[][] topicNumbersByItem = new int[16][];

    /** The same as topics, for who asks about two hundred places at once. */
    private final List<List<Topic>> topicsByItem = new ArrayList<>();

    /**
     * The same in one stretch of memory, for all are looked at for a question: {@value #PACKED_TOPICS} a place, as number + 1, then 0;
     * −1 in front where there are more.
     */
    private int[] packedTopicNumbers = new int[16 * PACKED_TOPICS];

    /** The topics of a place, as numbers. Read-only. */
    int[] topicNumbers(int item) {
        return item < topicNumbersByItem.length && topicNumbersByItem[item] != null ? topicNumbersByItem[item] : NONE;
    }

    /**
     * What all topics of a place come to.
     *
     * @param valuesByTopic by number + 1, and 0 at 0: what a place lacks of {@value #PACKED_TOPICS} topics is added, too, for to find that it
     *     lacks them takes longer
     */
    double sumOverTopics(int item, double[] valuesByTopic) {
        int offset = PACKED_TOPICS * item;
        if (offset >= packedTopicNumbers.length) {
            return 0;
        }
        if (packedTopicNumbers[offset] < 0) {
            return sumOverAllTopics(item, valuesByTopic);
        }
        return valuesByTopic[packedTopicNumbers[offset]]
                + valuesByTopic[packedTopicNumbers[offset + 1]]
                + valuesByTopic[packedTopicNumbers[offset + 2]]
                + valuesByTopic[packedTopicNumbers[offset + 3]];
    }

    private double sumOverAllTopics(int item, double[] valuesByTopic) {
        double sum = 0;
        for (int topic : topicNumbersByItem[item]) {
            sum += valuesByTopic[topic + 1];
        }
        return sum;
    }

    /** The topics of a place. */
    List<Topic> topicsOf(int item) {
        return item < topicsByItem.size() ? topicsByItem.get(item) : List.of();
    }

    Topic topic(int number) {
        return topics.get(number);
    }

    Optional<Integer> topicNumber(Topic topic) {
        return Optional.ofNullable(numberByTopic.get(topic));
    }

    /** How popular the topic's places are together. */
    double popularity(int topic) {
        return popularities[topic];
    }

    int size() {
        return topics.size();
    }

    /** States what a place is about, if that is told, and takes its weight along. */
    void setTopics(int item, List<Topic> newTopics, double weight) {
        int[] sortedNumbers = newTopics.stream()
                .map(this::getOrCreate)
                .flatMapToInt(number -> number.stream().mapToInt(Integer::intValue))
                .sorted()
                .distinct()
                .toArray();
        if (sortedNumbers.length > 0 && !Arrays.equals(sortedNumbers, topicNumbers(item))) {
            addPopularity(item, -weight);
            if (item >= topicNumbersByItem.length) {
                topicNumbersByItem =
                        Arrays.copyOf(topicNumbersByItem, Math.max(item + 1, 2 * topicNumbersByItem.length));
                packedTopicNumbers = Arrays.copyOf(packedTopicNumbers, PACKED_TOPICS * topicNumbersByItem.length);
            }
            store(item, sortedNumbers);
            addPopularity(item, weight);
        }
    }

    private void store(int item, int[] sortedNumbers) {
        topicNumbersByItem[item] = sortedNumbers;
        while (topicsByItem.size() <= item) {
            topicsByItem.add(List.of());
        }
        topicsByItem.set(
                item,
                List.copyOf(Arrays.stream(sortedNumbers).mapToObj(topics::get).toList()));
        int offset = PACKED_TOPICS * item;
        Arrays.fill(packedTopicNumbers, offset, offset + PACKED_TOPICS, 0);
        for (int i = 0; i < Math.min(PACKED_TOPICS, sortedNumbers.length); i++) {
            packedTopicNumbers[offset + i] = sortedNumbers[i] + 1;
        }
        if (sortedNumbers.length > PACKED_TOPICS) {
            packedTopicNumbers[offset] = -1;
        }
    }

    private Optional<Integer> getOrCreate(Topic topic) {
        Integer existing = numberByTopic.get(topic);
        if (existing != null || topics.size() == MAX_TOPICS) {
            return Optional.ofNullable(existing);
        }
        int number = topics.size();
        numberByTopic.put(topic, number);
        topics.add(topic);
        if (number == popularities.length) {
            popularities = Arrays.copyOf(popularities, 2 * number);
        }
        return Optional.of(number);
    }

    void addPopularity(int item, double weight) {
        for (int topic : topicNumbers(item)) {
            popularities[topic] = Math.max(0, popularities[topic] + weight);
        }
    }

    void rescale() {
        for (int i = 0; i < popularities.length; i++) {
            popularities[i] *= ForwardDecay.RESCALE_FACTOR;
        }
    }

    void remove(int item, double weight) {
        addPopularity(item, -weight);
        if (item < topicNumbersByItem.length) {
            store(item, NONE);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(topics.size());
        for (int i = 0; i < topics.size(); i++) {
            out.writeUTF(topics.get(i).path());
            out.writeDouble(popularities[i]);
        }
        out.writeInt(topicNumbersByItem.length);
        for (int item = 0; item < topicNumbersByItem.length; item++) {
            IntArrays.write(out, topicNumbers(item));
        }
    }

    void read(DataInput in) throws IOException {
        int count = in.readInt();
        popularities = new double[Math.max(16, count)];
        for (int i = 0; i < count; i++) {
            Topic topic = new Topic(in.readUTF());
            numberByTopic.put(topic, i);
            topics.add(topic);
            popularities[i] = in.readDouble();
        }
        topicNumbersByItem = new int[in.readInt()][];
        packedTopicNumbers = new int[PACKED_TOPICS * topicNumbersByItem.length];
        for (int item = 0; item < topicNumbersByItem.length; item++) {
            store(item, IntArrays.read(in));
        }
    }
}
