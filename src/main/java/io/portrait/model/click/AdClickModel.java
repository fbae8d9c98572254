package io.portrait.model.click;

import io.portrait.kernel.ItemId;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The probability of a click on an advertisement, without waiting for clicks that may still come: what is shown is learned
 * as not clicked at once, and a click as another, clicked example. Of n shown and c clicked the learner then sees the share
 * b = c / (n + c) of clicks, and the probability is
 *
 * <pre>
 *   p = b / (1 − b) = eᵐ,  m the learner's log-odds
 * </pre>
 *
 * (fake-negative calibration: S. I. Ktena et al., RecSys 2019). Two linear learners on hashed features learn side by side:
 * one knows the advertisement alone and serves where nothing of the person may be used, the other also what topics the
 * person has clicked on.
 *
 * <p><b>Mutable</b>: there is one owner, who sees to it that nobody asks while it learns.
 */
public final class AdClickModel {

    /** The version of the bytes; it rises when they change meaning. */
    public static final int LAYOUT_VERSION = 1;

    private static final int DIMENSIONS = 1_024;
    private static final int MAX_CLICK_COUNT = 5;
    private static final double MIN_PROBABILITY = 1e-9;

    /** What features are about, as bits. */
    private static final int ITEM_GROUP = 1;

    private static final int TOPIC_GROUP = 2;
    private static final int PERSON_GROUP = 4;
    private static final int GROUP_COUNT = 3;

    private final int maxUsers;
    private final LinkedHashMap<UserId, AdHistory> histories = new LinkedHashMap<>();
    private Model<?> contextual = learner();
    private Model<?> personal = learner();

    /**
     * A model that has seen nothing.
     *
     * @param maxUsers that are remembered; beyond it the longest quiet is forgotten
     */
    public AdClickModel(int maxUsers) {
        this.maxUsers = maxUsers;
    }

    private static Model<?> learner() {
        return Model.fresh(Learners.parse("ftrl-proximal(dimensions=%d,alpha=0.1)".formatted(DIMENSIONS)));
    }

    /**
     * How likely a person clicks.
     *
     * @param user nobody where what is known of the person may not be used
     */
    public ClickPrediction predict(Optional<UserId> user, Ad ad) {
        AdHistory history = user.map(histories::get).orElseGet(AdHistory::new);
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

    /** How many of the last views of a person are kept. */
    public int viewCount(UserId user) {
        return Optional.ofNullable(histories.get(user))
                .map(AdHistory::viewCount)
                .orElse(0);
    }

    /** How often an advertisement was shown to a person after a time. */
    public int viewCount(UserId user, ItemId item, long afterMicros) {
        return Optional.ofNullable(histories.get(user))
                .map(history -> history.viewCount(item, afterMicros))
                .orElse(0);
    }

    /** An advertisement was shown. */
    public void learnView(UserId user, Ad ad, long atMicros) {
        AdHistory history = getOrCreate(user);
        learn(history, ad, 0);
        history.addView(ad.item(), atMicros);
    }

    /** An advertisement was clicked. */
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
        AdHistory history = histories.computeIfAbsent(user, unknown -> new AdHistory());
        histories.putLast(user, history);
        if (histories.size() > maxUsers) {
            histories.pollFirstEntry();
        }
        return history;
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

    /** What its bytes belong to: the layout and the configuration, as one text. */
    public String fingerprint() {
        return "layout %d, %d users, %s"
                .formatted(LAYOUT_VERSION, maxUsers, personal.learner().config().identity());
    }

    /**
     * Writes all of it.
     *
     * <pre>
     *  fingerprint | contextual | personal | n, then n × (user | views and clicks), the longest quiet first
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        contextual.snapshot().write(out);
        personal.snapshot().write(out);
        out.writeInt(histories.size());
        for (Map.Entry<UserId, AdHistory> entry : histories.entrySet()) {
            out.writeUTF(entry.getKey().value());
            entry.getValue().write(out);
        }
    }

    /**
     * The model that was written; it goes on exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static AdClickModel read(int maxUsers, DataInput in) throws IOException {
        AdClickModel model = new AdClickModel(maxUsers);
        String storedFingerprint = in.readUTF();
        if (!storedFingerprint.equals(model.fingerprint())) {
            throw new IllegalStateException("the stored clicks are of \"%s\", this program has \"%s\": learn them again"
                    .formatted(storedFingerprint, model.fingerprint()));
        }
        model.contextual = Model.restore(model.contextual.learner(), LearnerSnapshot.read(in));
        model.personal = Model.restore(model.personal.learner(), LearnerSnapshot.read(in));
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            model.histories.putLast(new UserId(in.readUTF()), AdHistory.read(in));
        }
        return model;
    }
}
