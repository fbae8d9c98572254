package io.portrait.model.rating;

import io.portrait.kernel.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Index of topics to features: the first topics in the stream of ratings get a feature each, later ones none. Mutable.
 */
final class TopicFeatures {

    private final int capacity;
    private final Map<Topic, Integer> indexes = new HashMap<>();

    TopicFeatures(int capacity) {
        this.capacity = capacity;
    }

    /** The value 1/√n for each of the n topics that has a feature; a vector of length 1 if all of them have one. */
    double[] features(List<Topic> topics) {
        double[] features = new double[capacity];
        double featureValue = 1 / Math.sqrt(Math.max(1, topics.size()));
        for (Topic topic : topics) {
            Integer index = indexes.get(topic);
            if (index != null) {
                features[index] = featureValue;
            }
        }
        return features;
    }

    /** The topics that have a feature, in the order of the features. */
    List<Topic> topics() {
        return indexes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Assigns features to new topics while the capacity allows it. */
    void register(List<Topic> topics) {
        for (Topic topic : topics) {
            if (indexes.size() < capacity) {
                indexes.putIfAbsent(topic, indexes.size());
            }
        }
    }

    void write(DataOutput out) throws IOException {
        String[] paths = new String[indexes.size()];
        indexes.forEach((topic, index) -> paths[index] = topic.path());
        out.writeInt(paths.length);
        for (String path : paths) {
            out.writeUTF(path);
        }
    }

    void read(DataInput in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            indexes.put(new Topic(in.readUTF()), i);
        }
    }
}
