package io.portrait.ads;

import io.portrait.feature.Example;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learners;
import io.portrait.learning.Model;
import io.portrait.learning.Shapley;
import io.portrait.learning.Snapshot;
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
public final class AdModel {

    /** The version of the bytes; it rises when they change meaning. */
    public static final int LAYOUT_VERSION = 1;

    private static final int PLACES = 1_024;
    private static final int MOST_COUNTED = 5;
    private static final double NEAREST = 1e-9;

    /** What features are about, as bits. */
    private static final int ITEM = 1;

    private static final int TOPICS = 2;
    private static final int PERSON = 4;
    private static final int KINDS = 3;

    private final int users;
    private final LinkedHashMap<UserId, Viewer> viewers = new LinkedHashMap<>();
    private Model<?> contextual = learner();
    private Model<?> personal = learner();

    /**
     * A model that has seen nothing.
     *
     * @param users that are remembered; beyond it the longest quiet is forgotten
     */
    public AdModel(int users) {
        this.users = users;
    }

    private static Model<?> learner() {
        return Model.fresh(Learners.of("ftrl-proximal(dimensions=%d,alpha=0.1)".formatted(PLACES)));
    }

    /**
     * How likely a person clicks.
     *
     * @param user nobody where what is known of the person may not be used
     */
    public ClickChance chance(Optional<UserId> user, Ad ad) {
        Viewer viewer = user.map(viewers::get).orElseGet(Viewer::new);
        Model<?> model = user.isPresent() ? personal : contextual;
        int allowed = user.isPresent() ? ITEM | TOPICS | PERSON : ITEM | TOPICS;
        Vec shares = Shapley.shares(KINDS, kinds -> probability(model, features(viewer, ad, kinds & allowed)));
        return new ClickChance(
                probability(model, features(viewer, ad, allowed)),
                probability(model, features(viewer, ad, 0)),
                shares.get(0),
                shares.get(1),
                shares.get(2));
    }

    private static double probability(Model<?> model, Vec features) {
        double share = Math.clamp(model.predict(features).value(), NEAREST, 1 - NEAREST);
        return Math.min(1, share / (1 - share));
    }

    /** How many of the last views of a person are kept. */
    public int shown(UserId user) {
        return Optional.ofNullable(viewers.get(user)).map(Viewer::views).orElse(0);
    }

    /** How often an advertisement was shown to a person after a time. */
    public int shown(UserId user, ItemId item, long afterMicros) {
        return Optional.ofNullable(viewers.get(user))
                .map(viewer -> viewer.views(item, afterMicros))
                .orElse(0);
    }

    /** An advertisement was shown. */
    public void show(UserId user, Ad ad, long atMicros) {
        Viewer viewer = meet(user);
        learn(viewer, ad, 0);
        viewer.see(ad.item(), atMicros);
    }

    /** An advertisement was clicked. */
    public void click(UserId user, Ad ad) {
        Viewer viewer = meet(user);
        learn(viewer, ad, 1);
        viewer.click(ad);
    }

    private void learn(Viewer viewer, Ad ad, double target) {
        contextual = contextual.learn(new Example(features(viewer, ad, ITEM | TOPICS), target, 1));
        personal = personal.learn(new Example(features(viewer, ad, ITEM | TOPICS | PERSON), target, 1));
    }

    private Viewer meet(UserId user) {
        Viewer viewer = viewers.computeIfAbsent(user, unknown -> new Viewer());
        viewers.putLast(user, viewer);
        if (viewers.size() > users) {
            viewers.pollFirstEntry();
        }
        return viewer;
    }

    private static Vec features(Viewer viewer, Ad ad, int kinds) {
        double[] hot = new double[PLACES];
        if ((kinds & ITEM) != 0) {
            hot[place("item", ad.item().value())]++;
        }
        ad.topics().forEach(topic -> {
            if ((kinds & TOPICS) != 0) {
                hot[place("topic", topic.path())]++;
            }
            if ((kinds & PERSON) != 0) {
                hot[place("clicked", Integer.toString(Math.min(MOST_COUNTED, viewer.clicks(topic))))]++;
            }
        });
        return Vec.adopt(hot);
    }

    private static int place(String kind, String value) {
        int hash = (kind.hashCode() * 31 + value.hashCode()) * 0x9E3779B1;
        hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
        return (hash >>> 13) & (PLACES - 1);
    }

    /** What its bytes belong to: the layout and the configuration, as one text. */
    public String fingerprint() {
        return "layout %d, %d users, %s"
                .formatted(LAYOUT_VERSION, users, personal.learner().config().identity());
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
        out.writeInt(viewers.size());
        for (Map.Entry<UserId, Viewer> entry : viewers.entrySet()) {
            out.writeUTF(entry.getKey().value());
            entry.getValue().write(out);
        }
    }

    /**
     * The model that was written; it goes on exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static AdModel read(int users, DataInput in) throws IOException {
        AdModel model = new AdModel(users);
        String found = in.readUTF();
        if (!found.equals(model.fingerprint())) {
            throw new IllegalStateException("the stored clicks are of \"%s\", this program has \"%s\": learn them again"
                    .formatted(found, model.fingerprint()));
        }
        model.contextual = Model.restore(model.contextual.learner(), Snapshot.read(in));
        model.personal = Model.restore(model.personal.learner(), Snapshot.read(in));
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            model.viewers.putLast(new UserId(in.readUTF()), Viewer.read(in));
        }
        return model;
    }
}
