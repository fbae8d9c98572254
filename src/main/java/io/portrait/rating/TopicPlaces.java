package io.portrait.rating;

import io.portrait.kernel.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which feature a topic is: the first topics to be rated get one each, later ones none. */
final class TopicPlaces {

    private final int most;
    private final Map<Topic, Integer> places = new HashMap<>();

    TopicPlaces(int most) {
        this.most = most;
    }

    /** 1/√n for each of the n topics that has a place: of length 1 where all have. */
    double[] features(List<Topic> topics) {
        double[] features = new double[most];
        double share = 1 / Math.sqrt(Math.max(1, topics.size()));
        for (Topic topic : topics) {
            Integer place = places.get(topic);
            if (place != null) {
                features[place] = share;
            }
        }
        return features;
    }

    void meet(List<Topic> topics) {
        for (Topic topic : topics) {
            if (places.size() < most) {
                places.putIfAbsent(topic, places.size());
            }
        }
    }

    void write(DataOutput out) throws IOException {
        String[] paths = new String[places.size()];
        places.forEach((topic, place) -> paths[place] = topic.path());
        out.writeInt(paths.length);
        for (String path : paths) {
            out.writeUTF(path);
        }
    }

    void read(DataInput in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            places.put(new Topic(in.readUTF()), i);
        }
    }
}
