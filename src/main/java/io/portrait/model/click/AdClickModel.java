package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.LruMap;
import io.portrait.kernel.ModelFingerprint;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.learner.ShapleyValues;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Click model of advertisements: click rates that are means over persons, each shrunken towards the next more general one.
 *
 * <pre>
 *   rate = (Σ rates of the persons + s · prior) / (persons + s)
 *   advertisement → mean of its topics → all advertisements → {@link ClickPrior}
 *   p = rate of the advertisement · (own clicks + a) / (own views · rate + a),   own: on the topics of the advertisement
 * </pre>
 *
 * A person counts once in each rate, with their own clicks per view, so one person changes the rate of an advertisement for
 * others by at most 1 / (s + 1), however often they click. The more general rates leave out the advertisement itself, so that
 * no click is counted twice. An impression counts as not clicked at once, and a click is counted when it arrives: the click
 * rate is right at any time, without waiting for clicks (decision 0063).
 *
 * <p><b>Mutable</b>: the owner must exclude queries while the model learns.
 */
public final class AdClickModel {

    /** The version of the stored bytes; it increases when their meaning changes. */
    public static final int LAYOUT_VERSION = 2;

    private static final int MAX_ADS = 50_000;
    private static final int MAX_TOPICS = 20_000;

    /** a: the weight of the prior lift of 1 of a person, as a number of clicks. */
    private static final double PRIOR_OWN_CLICKS = 2;

    /** Bits of the groups of reasons. */
    private static final int ITEM_GROUP = 1;

    private static final int TOPIC_GROUP = 2;
    private static final int PERSON_GROUP = 4;
    private static final int GROUP_COUNT = 3;

    private final ClickPrior prior;
    private final int maxUsers;
    private final LruMap<UserId, AdHistory> histories;
    private final LruMap<ItemId, ClickRate> byAd = new LruMap<>(MAX_ADS);
    private final LruMap<Topic, ClickRate> byTopic = new LruMap<>(MAX_TOPICS);
    private ClickRate all = new ClickRate();

    /**
     * An untrained model.
     *
     * @param maxUsers the number of users beyond which the history of the least recently active one is evicted
     */
    public AdClickModel(ClickPrior prior, int maxUsers) {
        this.prior = prior;
        this.maxUsers = maxUsers;
        this.histories = new LruMap<>(maxUsers);
    }

    /**
     * Predicts the probability of a click with its Shapley decomposition.
     *
     * @param user empty if personal data must not be used
     */
    public ClickPrediction predict(Optional<UserId> user, Ad ad) {
        AdHistory history = user.flatMap(histories::get).orElseGet(AdHistory::new);
        int allowedGroups = user.isPresent() ? ITEM_GROUP | TOPIC_GROUP | PERSON_GROUP : ITEM_GROUP | TOPIC_GROUP;
        Vec contributions =
                ShapleyValues.compute(GROUP_COUNT, groups -> probability(history, ad, groups & allowedGroups));
        return new ClickPrediction(
                probability(history, ad, allowedGroups),
                probability(history, ad, 0),
                contributions.get(0),
                contributions.get(1),
                contributions.get(2),
                ofAd(ad).persons());
    }

    private double probability(AdHistory history, Ad ad, int groups) {
        ClickRate own = (groups & ITEM_GROUP) == 0 ? ClickRate.NONE : ofAd(ad);
        double general = shrunken(all.without(own), prior.rate());
        double ofTopics = (groups & TOPIC_GROUP) == 0 ? general : topicRate(ad, own, general);
        double rate = shrunken(own, ofTopics);
        return (groups & PERSON_GROUP) == 0 ? rate : Math.min(1, rate * lift(history.ofTopics(ad), rate));
    }

    private static double lift(PersonalClicks own, double rate) {
        return (own.clicks() + PRIOR_OWN_CLICKS) / (own.views() * rate + PRIOR_OWN_CLICKS);
    }

    private double topicRate(Ad ad, ClickRate own, double general) {
        return ad.topics().stream()
                .mapToDouble(topic ->
                        shrunken(byTopic.get(topic).orElse(ClickRate.NONE).without(own), general))
                .average()
                .orElse(general);
    }

    private double shrunken(ClickRate rate, double towards) {
        return rate.shrunken(towards, prior.persons());
    }

    private ClickRate ofAd(Ad ad) {
        return byAd.get(ad.item()).orElse(ClickRate.NONE);
    }

    /** A copy of the stored data of a person; empty for an unknown person. */
    public Optional<UserClickParameters> parameters(UserId user) {
        return histories.get(user).map(AdHistory::toParameters);
    }

    /** The number of stored impressions of an advertisement for a person after a time. */
    public int viewCount(UserId user, ItemId item, long afterMicros) {
        return histories
                .get(user)
                .map(history -> history.viewCount(item, afterMicros))
                .orElse(0);
    }

    /** Learns an impression. */
    public void learnView(UserId user, Ad ad, long atMicros) {
        AdHistory history = getOrCreate(user);
        count(history, ad, PersonalClicks::plusView);
        history.addView(ad, atMicros);
    }

    /** Learns a click. */
    public void learnClick(UserId user, Ad ad) {
        AdHistory history = getOrCreate(user);
        count(history, ad, PersonalClicks::plusClick);
        history.addClick(ad);
    }

    /** Adds the next view or click of a person to the rates, in which the person counts once. */
    private void count(AdHistory history, Ad ad, Function<PersonalClicks, PersonalClicks> step) {
        all.replace(history.all(), step.apply(history.all()));
        PersonalClicks ofAd = history.ofAd(ad.item());
        byAd.getOrCreate(ad.item(), unknown -> new ClickRate()).replace(ofAd, step.apply(ofAd));
        ad.topics().forEach(topic -> {
            PersonalClicks ofTopic = history.ofTopic(topic);
            byTopic.getOrCreate(topic, unknown -> new ClickRate()).replace(ofTopic, step.apply(ofTopic));
        });
    }

    /** Adds an impression to the user's own history; nothing that users share is learned from it. */
    public void addView(UserId user, Ad ad, long atMicros) {
        getOrCreate(user).addView(ad, atMicros);
    }

    /** Adds a click to the user's own history; nothing that users share is learned from it. */
    public void addClick(UserId user, Ad ad) {
        getOrCreate(user).addClick(ad);
    }

    /** The users with a stored history. */
    public Set<UserId> users() {
        return histories.entries().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** A check whether a user has a stored history. */
    public boolean isKnown(UserId user) {
        return histories.contains(user);
    }

    /** Moves the history of a user to another user, who has none. */
    public void rename(UserId user, UserId newUser) {
        histories.remove(user).ifPresent(history -> histories.put(newUser, history));
    }

    /** Removes the histories of users; the rates over all persons stay. */
    public void forget(Set<UserId> users) {
        users.forEach(histories::remove);
    }

    private AdHistory getOrCreate(UserId user) {
        return histories.getOrCreate(user, unknown -> new AdHistory());
    }

    /** The layout version and the configuration that the stored bytes belong to. */
    public String fingerprint() {
        return "layout %d, %d users, %s".formatted(LAYOUT_VERSION, maxUsers, prior);
    }

    /**
     * Writes the model.
     *
     * <pre>
     *  fingerprint | rate of all
     *  advertisements, topics, users: n, then n × (key | rate or history), least recently used first
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        all.write(out);
        byAd.write(new Format<>(ItemId::value, ItemId::new, ClickRate::write, ClickRate::read), out);
        byTopic.write(new Format<>(Topic::path, Topic::new, ClickRate::write, ClickRate::read), out);
        histories.write(new Format<>(UserId::value, UserId::new, AdHistory::write, AdHistory::read), out);
    }

    /**
     * Restores a written model; it continues bit for bit like the original.
     *
     * @throws IllegalStateException if the bytes have another layout or configuration
     */
    public static AdClickModel read(ClickPrior prior, int maxUsers, DataInput in) throws IOException {
        AdClickModel model = new AdClickModel(prior, maxUsers);
        ModelFingerprint.require("click", model.fingerprint(), in);
        model.all = ClickRate.read(in);
        model.byAd.read(new Format<>(ItemId::value, ItemId::new, ClickRate::write, ClickRate::read), in);
        model.byTopic.read(new Format<>(Topic::path, Topic::new, ClickRate::write, ClickRate::read), in);
        model.histories.read(new Format<>(UserId::value, UserId::new, AdHistory::write, AdHistory::read), in);
        return model;
    }

    private interface ValueWriter<V> {

        void write(V value, DataOutput out) throws IOException;
    }

    private interface ValueReader<V> {

        V read(DataInput in) throws IOException;
    }

    /** The bytes of a value under a key. */
    private record Format<K, V>(
            Function<K, String> keyToText, Function<String, K> textToKey, ValueWriter<V> writer, ValueReader<V> reader)
            implements LruMap.EntryFormat<K, V> {

        @Override
        public void write(K key, V value, DataOutput out) throws IOException {
            out.writeUTF(keyToText.apply(key));
            writer.write(value, out);
        }

        @Override
        public Map.Entry<K, V> read(DataInput in) throws IOException {
            return Map.entry(textToKey.apply(in.readUTF()), reader.read(in));
        }
    }
}
