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
import org.jspecify.annotations.Nullable;

/** The topics of each item and the total popularity of the items of each topic. Topics have dense numbers. */
final class TopicIndex {

    /** Topics beyond this number are ignored. */
    private static final int MAX_TOPICS = 20_000;

    /** The number of topics per item in the packed array. */
    private static final int PACKED_TOPICS = 4;

    private static final int[] NONE = {};

    private final Map<Topic, Integer> numberByTopic = new HashMap<>();
    private final List<Topic> topics = new ArrayList<>();
    private double[] popularities = new double[16];
    private int[][] topicNumbersByItem = new int[16][];

    /** The topics of each item as {@link Topic} objects, because a request reads them for two hundred items. */
    private final List<List<Topic>> topicsByItem = new ArrayList<>();

    /**
     * The topic numbers of all items in one array, because a request reads all items. An item has {@value #PACKED_TOPICS}
     * entries, each a topic number + 1, or 0 if it is unused. The first entry is −1 if the item has more topics.
     */
    private int[] packedTopicNumbers = new int[16 * PACKED_TOPICS];

    /** The list that last set the topics of an item: the same list again changes nothing. Not stored. */
    private final List<@Nullable List<Topic>> givenTopics = new ArrayList<>();

    /** The topic numbers of an item, ascending. Read-only. */
    int[] topicNumbers(int item) {
        return item < topicNumbersByItem.length && topicNumbersByItem[item] != null ? topicNumbersByItem[item] : NONE;
    }

    /**
     * Sums a value over the topics of an item.
     *
     * @param valuesByTopic indexed by topic number + 1; index 0 holds 0. Unused entries point to index 0, so the sum
     *     needs no branch
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

    /** The topics of an item. */
    List<Topic> topicsOf(int item) {
        return item < topicsByItem.size() ? topicsByItem.get(item) : List.of();
    }

    Topic topic(int number) {
        return topics.get(number);
    }

    /** The total popularity of the topic's items. */
    double popularity(int topic) {
        return popularities[topic];
    }

    int size() {
        return topics.size();
    }

    /**
     * Replaces the topics of an item and moves its popularity to them. An empty list changes nothing, because not every
     * event carries topics.
     */
    void setTopics(int item, List<Topic> newTopics, double weight) {
        while (givenTopics.size() <= item) {
            givenTopics.add(null);
        }
        if (isSameList(givenTopics.get(item), newTopics)) {
            return;
        }
        replaceTopics(item, newTopics, weight);
        givenTopics.set(item, newTopics);
    }

    @SuppressWarnings("ReferenceEquality") // equal lists that are not the same are compared by their topic numbers
    private static boolean isSameList(@Nullable List<Topic> given, List<Topic> newTopics) {
        return given == newTopics;
    }

    private void replaceTopics(int item, List<Topic> newTopics, double weight) {
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
        if (item < givenTopics.size()) {
            givenTopics.set(item, null);
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
