package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.LruMap;
import io.portrait.kernel.Topic;
import io.portrait.model.click.UserClickParameters.AdView;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A person's last impressions of advertisements, and what the person has viewed and clicked by advertisement and topic. Mutable
 * and bounded.
 */
final class AdHistory {

    private static final int MAX_VIEWS = 100;
    private static final int MAX_ADS = 50;
    private static final int MAX_TOPICS = 50;

    private final Deque<AdView> views = new ArrayDeque<>();
    private final LruMap<ItemId, PersonalClicks> byAd = new LruMap<>(MAX_ADS);
    private final LruMap<Topic, PersonalClicks> byTopic = new LruMap<>(MAX_TOPICS);
    private PersonalClicks all = PersonalClicks.NONE;

    /** The number of impressions of an advertisement after a time. */
    int viewCount(ItemId item, long afterMicros) {
        return (int) views.stream()
                .filter(view -> view.item().equals(item) && view.atMicros() > afterMicros)
                .count();
    }

    /** A copy of the content. */
    UserClickParameters toParameters() {
        SortedMap<ItemId, PersonalClicks> ads = new TreeMap<>(Comparator.comparing(ItemId::value));
        byAd.entries().forEach(entry -> ads.put(entry.getKey(), entry.getValue()));
        SortedMap<Topic, PersonalClicks> topics = new TreeMap<>();
        byTopic.entries().forEach(entry -> topics.put(entry.getKey(), entry.getValue()));
        return new UserClickParameters(List.copyOf(views), all, ads, topics);
    }

    /** The mean views and clicks over the topics of an advertisement; those of the advertisement itself if it has none. */
    PersonalClicks ofTopics(Ad ad) {
        int topics = ad.topics().size();
        return topics == 0
                ? ofAd(ad.item())
                : new PersonalClicks(
                        ad.topics().stream()
                                        .mapToInt(topic -> ofTopic(topic).views())
                                        .sum()
                                / topics,
                        ad.topics().stream()
                                        .mapToInt(topic -> ofTopic(topic).clicks())
                                        .sum()
                                / topics);
    }

    PersonalClicks all() {
        return all;
    }

    PersonalClicks ofAd(ItemId item) {
        return byAd.get(item).orElse(PersonalClicks.NONE);
    }

    PersonalClicks ofTopic(Topic topic) {
        return byTopic.get(topic).orElse(PersonalClicks.NONE);
    }

    void addView(Ad ad, long atMicros) {
        views.addLast(new AdView(ad.item(), atMicros));
        if (views.size() > MAX_VIEWS) {
            views.removeFirst();
        }
        count(ad, PersonalClicks::plusView);
    }

    void addClick(Ad ad) {
        count(ad, PersonalClicks::plusClick);
    }

    private void count(Ad ad, UnaryOperator<PersonalClicks> step) {
        all = step.apply(all);
        byAd.put(ad.item(), step.apply(ofAd(ad.item())));
        ad.topics().forEach(topic -> byTopic.put(topic, step.apply(ofTopic(topic))));
    }

    /**
     * Writes the history.
     *
     * <pre>
     *  n, then n × (item | time), the oldest first | views | clicks
     *  advertisements, topics: n, then n × (key | views | clicks), least recently used first
     * </pre>
     */
    void write(DataOutput out) throws IOException {
        out.writeInt(views.size());
        for (AdView view : views) {
            out.writeUTF(view.item().value());
            out.writeLong(view.atMicros());
        }
        out.writeInt(all.views());
        out.writeInt(all.clicks());
        byAd.write(new ClicksFormat<>(ItemId::value, ItemId::new), out);
        byTopic.write(new ClicksFormat<>(Topic::path, Topic::new), out);
    }

    static AdHistory read(DataInput in) throws IOException {
        AdHistory history = new AdHistory();
        int viewCount = in.readInt();
        for (int i = 0; i < viewCount; i++) {
            history.views.addLast(new AdView(new ItemId(in.readUTF()), in.readLong()));
        }
        history.all = new PersonalClicks(in.readInt(), in.readInt());
        history.byAd.read(new ClicksFormat<>(ItemId::value, ItemId::new), in);
        history.byTopic.read(new ClicksFormat<>(Topic::path, Topic::new), in);
        return history;
    }

    /** The bytes of the views and clicks under a key. */
    private record ClicksFormat<K>(Function<K, String> keyToText, Function<String, K> textToKey)
            implements LruMap.EntryFormat<K, PersonalClicks> {

        @Override
        public void write(K key, PersonalClicks value, DataOutput out) throws IOException {
            out.writeUTF(keyToText.apply(key));
            out.writeInt(value.views());
            out.writeInt(value.clicks());
        }

        @Override
        public Map.Entry<K, PersonalClicks> read(DataInput in) throws IOException {
            return Map.entry(textToKey.apply(in.readUTF()), new PersonalClicks(in.readInt(), in.readInt()));
        }
    }
}
