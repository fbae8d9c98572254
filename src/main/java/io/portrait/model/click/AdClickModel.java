package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.LruMap;
import io.portrait.kernel.ModelFingerprint;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import io.portrait.model.learner.LearnerSnapshot;
import io.portrait.model.learner.Learners;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.ShapleyValues;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Click model of advertisements with delayed feedback, by fake-negative calibration (S. I. Ktena et al., RecSys 2019):
 * an impression is learned as a negative example at once, and a click as an additional positive example. After n
 * impressions and c clicks the fraction of positive examples is b = c / (n + c), so the probability of a click is
 *
 * <pre>
 *   p = b / (1 − b) = eᵐ,  where m is the learner's log-odds
 * </pre>
 *
 * Two linear learners on hashed features are trained side by side: a contextual one that uses only the advertisement,
 * for persons without consent, and a personal one that also uses the topics that the person has clicked on.
 *
 * <p><b>Mutable</b>: the owner must exclude queries while the model learns.
 */
public final class AdClickModel {

    /** The version of the stored bytes; it increases when their meaning changes. */
    public static final int LAYOUT_VERSION = 1;

    private static final int DIMENSIONS = 1_024;
    private static final int MAX_CLICK_COUNT = 5;
    private static final double MIN_PROBABILITY = 1e-9;

    /** Bits of the feature groups. */
    private static final int ITEM_GROUP = 1;

    private static final int TOPIC_GROUP = 2;
    private static final int PERSON_GROUP = 4;
    private static final int GROUP_COUNT = 3;

    private final int maxUsers;
    private final LruMap<UserId, AdHistory> histories;
    private Model<?> contextual = learner();
    private Model<?> personal = learner();

    /**
     * An untrained model.
     *
     * @param maxUsers the number of users beyond which the history of the least recently active one is evicted
     */
    public AdClickModel(int maxUsers) {
        this.maxUsers = maxUsers;
        this.histories = new LruMap<>(maxUsers);
    }

    private static Model<?> learner() {
        return Model.fresh(Learners.parse("ftrl-proximal(dimensions=%d,alpha=0.1)".formatted(DIMENSIONS)));
    }

    /**
     * Predicts the probability of a click with its Shapley decomposition.
     *
     * @param user empty if personal data must not be used
     */
    public ClickPrediction predict(Optional<UserId> user, Ad ad) {
        AdHistory history = user.flatMap(histories::get).orElseGet(AdHistory::new);
        Model<?> model = user.isPresent() ? personal : contextual;
        int allowedGroups = user.isPresent() ? ITEM_GROUP | TOPIC_GROUP | PERSON_GROUP : ITEM_GROUP | TOPIC_GROUP;
        Vec contributions = ShapleyValues.compute(
                GROUP_COUNT, groups -> probability(model, features(history, ad, groups & allowedGroups)));
        return new ClickPrediction(
                probability(model, features(history, ad, allowedGroups)),
                probability(model, features(history, ad, 0)),
                contributions.get(0),
                contributions.get(1),
                contributions.get(2));
    }

    private static double probability(Model<?> model, Vec features) {
        double clickShare = Math.clamp(model.predict(features).value(), MIN_PROBABILITY, 1 - MIN_PROBABILITY);
        return Math.min(1, clickShare / (1 - clickShare));
    }

    /** A copy of everything that is stored of a person; empty for an unknown person. */
    public Optional<ShownAds> shownAds(UserId user) {
        return histories.get(user).map(AdHistory::toShownAds);
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
        learn(history, ad, 0);
        history.addView(ad.item(), atMicros);
    }

    /** Learns a click. */
    public void learnClick(UserId user, Ad ad) {
        AdHistory history = getOrCreate(user);
        learn(history, ad, 1);
        history.addClick(ad);
    }

    private void learn(AdHistory history, Ad ad, double target) {
        contextual = contextual.learn(new Example(features(history, ad, ITEM_GROUP | TOPIC_GROUP), target, 1));
        personal =
                personal.learn(new Example(features(history, ad, ITEM_GROUP | TOPIC_GROUP | PERSON_GROUP), target, 1));
    }

    private AdHistory getOrCreate(UserId user) {
        return histories.getOrCreate(user, unknown -> new AdHistory());
    }

    private static Vec features(AdHistory history, Ad ad, int groups) {
        double[] values = new double[DIMENSIONS];
        if ((groups & ITEM_GROUP) != 0) {
            values[bucket("item", ad.item().value())]++;
        }
        ad.topics().forEach(topic -> {
            if ((groups & TOPIC_GROUP) != 0) {
                values[bucket("topic", topic.path())]++;
            }
            if ((groups & PERSON_GROUP) != 0) {
                values[bucket("clicked", Integer.toString(Math.min(MAX_CLICK_COUNT, history.clickCount(topic))))]++;
            }
        });
        return Vec.adopt(values);
    }

    private static int bucket(String feature, String value) {
        int hash = (feature.hashCode() * 31 + value.hashCode()) * 0x9E3779B1;
        hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
        return (hash >>> 13) & (DIMENSIONS - 1);
    }

    /** The layout version and the configuration that the stored bytes belong to. */
    public String fingerprint() {
        return "layout %d, %d users, %s"
                .formatted(LAYOUT_VERSION, maxUsers, personal.learner().config().identity());
    }

    /**
     * Writes the model.
     *
     * <pre>
     *  fingerprint | contextual | personal | n, then n × (user | history), least recently active first
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        contextual.snapshot().write(out);
        personal.snapshot().write(out);
        out.writeInt(histories.size());
        for (Map.Entry<UserId, AdHistory> entry : histories.entries()) {
            out.writeUTF(entry.getKey().value());
            entry.getValue().write(out);
        }
    }

    /**
     * Restores a written model; it continues bit for bit like the original.
     *
     * @throws IllegalStateException if the bytes have another layout or configuration
     */
    public static AdClickModel read(int maxUsers, DataInput in) throws IOException {
        AdClickModel model = new AdClickModel(maxUsers);
        ModelFingerprint.require("click", model.fingerprint(), in);
        model.contextual = Model.restore(model.contextual.learner(), LearnerSnapshot.read(in));
        model.personal = Model.restore(model.personal.learner(), LearnerSnapshot.read(in));
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            model.histories.put(new UserId(in.readUTF()), AdHistory.read(in));
        }
        return model;
    }
}
