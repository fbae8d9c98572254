package io.portrait.ads;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

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
}
