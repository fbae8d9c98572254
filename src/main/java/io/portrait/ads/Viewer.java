package io.portrait.ads;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a person as a viewer of advertisements. Mutable; the last views and topics are kept. */
final class Viewer {

    private static final int VIEWS = 100;
    private static final int TOPICS = 50;

    private record View(ItemId item, long atMicros) {}

    private final Deque<View> views = new ArrayDeque<>();
    private final Map<Topic, Integer> clicks = new HashMap<>();

    /** How often an item was shown after a time. */
    int views(ItemId item, long afterMicros) {
        return (int) views.stream()
                .filter(view -> view.item().equals(item) && view.atMicros() > afterMicros)
                .count();
    }

    /** How many are kept. */
    int views() {
        return views.size();
    }

    /** How often something about a topic was clicked. */
    int clicks(Topic topic) {
        return clicks.getOrDefault(topic, 0);
    }

    void see(ItemId item, long atMicros) {
        views.addLast(new View(item, atMicros));
        if (views.size() > VIEWS) {
            views.removeFirst();
        }
    }

    void click(Ad ad) {
        ad.topics().stream()
                .filter(topic -> clicks.size() < TOPICS || clicks.containsKey(topic))
                .forEach(topic -> clicks.merge(topic, 1, Integer::sum));
    }

    /** Views: n, then n × (item | when), the oldest first; clicks: n, then n × (topic | how often). */
    void write(DataOutput out) throws IOException {
        out.writeInt(views.size());
        for (View view : views) {
            out.writeUTF(view.item().value());
            out.writeLong(view.atMicros());
        }
        out.writeInt(clicks.size());
        for (Map.Entry<Topic, Integer> entry : new TreeMap<>(clicks).entrySet()) {
            out.writeUTF(entry.getKey().path());
            out.writeInt(entry.getValue());
        }
    }

    static Viewer read(DataInput in) throws IOException {
        Viewer viewer = new Viewer();
        int views = in.readInt();
        for (int i = 0; i < views; i++) {
            viewer.views.addLast(new View(new ItemId(in.readUTF()), in.readLong()));
        }
        int topics = in.readInt();
        for (int i = 0; i < topics; i++) {
            viewer.clicks.put(new Topic(in.readUTF()), in.readInt());
        }
        return viewer;
    }
}
