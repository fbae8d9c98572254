package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.model.click.ShownAds.AdView;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A person's last impressions of advertisements, and the number of clicks by topic. Mutable and bounded. */
final class AdHistory {

    private static final int MAX_VIEWS = 100;
    private static final int MAX_TOPICS = 50;

    private final Deque<AdView> views = new ArrayDeque<>();
    private final Map<Topic, Integer> clicksByTopic = new HashMap<>();

    /** The number of impressions of an advertisement after a time. */
    int viewCount(ItemId item, long afterMicros) {
        return (int) views.stream()
                .filter(view -> view.item().equals(item) && view.atMicros() > afterMicros)
                .count();
    }

    /** A copy of the content. */
    ShownAds toShownAds() {
        return new ShownAds(List.copyOf(views), new TreeMap<>(clicksByTopic));
    }

    int clickCount(Topic topic) {
        return clicksByTopic.getOrDefault(topic, 0);
    }

    void addView(ItemId item, long atMicros) {
        views.addLast(new AdView(item, atMicros));
        if (views.size() > MAX_VIEWS) {
            views.removeFirst();
        }
    }

    void addClick(Ad ad) {
        ad.topics().stream()
                .filter(topic -> clicksByTopic.size() < MAX_TOPICS || clicksByTopic.containsKey(topic))
                .forEach(topic -> clicksByTopic.merge(topic, 1, Integer::sum));
    }

    /** Writes n, then n × (item | time), the oldest first; then n, and n × (topic | number of clicks). */
    void write(DataOutput out) throws IOException {
        out.writeInt(views.size());
        for (AdView view : views) {
            out.writeUTF(view.item().value());
            out.writeLong(view.atMicros());
        }
        out.writeInt(clicksByTopic.size());
        for (Map.Entry<Topic, Integer> entry : new TreeMap<>(clicksByTopic).entrySet()) {
            out.writeUTF(entry.getKey().path());
            out.writeInt(entry.getValue());
        }
    }

    static AdHistory read(DataInput in) throws IOException {
        AdHistory history = new AdHistory();
        int viewCount = in.readInt();
        for (int i = 0; i < viewCount; i++) {
            history.views.addLast(new AdView(new ItemId(in.readUTF()), in.readLong()));
        }
        int topicCount = in.readInt();
        for (int i = 0; i < topicCount; i++) {
            history.clicksByTopic.put(new Topic(in.readUTF()), in.readInt());
        }
        return history;
    }
}
