package io.portrait.profile;

import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.FeatureSchema;
import io.portrait.model.learner.Learner;
import io.portrait.model.learner.LearnerSnapshot;
import io.portrait.model.learner.Learners;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.learner.Provenance;
import io.portrait.profile.UserState.AppliedEntries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The binary format of a profile row.
 *
 * <pre>
 *  version | feature schema
 *  entries        count | last position | last epoch | updated at (µs)
 *  activity   sessions | first | last | by type 20× | by hour 24× | by channel 13× | frequency
 *             | last day | recent days | money
 *  sessions       n, then n × (seconds since the last event before | seconds to the last event of the slot)
 *             | older slots
 *  money      length, then nothing without a purchase, else
 *             c, then c × (currency | orders | lines | spent | refunds | refunded) | unmatched refunds
 *             | t, then t × topic | o, then o × order
 *  interests  n, then n × (topic | day | week | month)
 *  contributions  n, then n × (epoch | m, then m × (topic | units))
 *  traits     n, then n × (name | JSON | at (µs) | message)
 *  models         n, then n × (learner | configuration | layout | examples | numbers | losses)
 * </pre>
 *
 * Integers are zig-zag varints, reals take eight bytes. A text or list starts with its length. The numbers of a model
 * are stored without their zeros, because a young model has many. A decayed sum consists of its bin, top and below;
 * older slots are a flag and the hashes or registers. A row of an unknown version is rejected. (Version 1 stored the zeros
 * too, version 2 had no traits, and version 3 counted the half hours of the clock as sessions and had no orders.)
 */
final class UserStateCodec {

    static final int VERSION = 4;

    private final List<Learner<?>> learners;
    private final Duration sessionGap;
    private final int maxOrders;

    /** A codec for rows with one model per learner and the default number of remembered orders. */
    UserStateCodec(List<String> learners, Duration sessionGap) {
        this(learners, sessionGap, MonetaryState.DEFAULT_ORDERS);
    }

    /**
     * A codec for rows with one model per learner.
     *
     * @param learners names or descriptions with options, such as {@code rls(forgetting=0.99)}
     * @param sessionGap the longest time between two events of a session
     * @param maxOrders the number of remembered orders
     */
    UserStateCodec(List<String> learners, Duration sessionGap, int maxOrders) {
        this.maxOrders = maxOrders;
        this.learners =
                learners.stream().<Learner<?>>map(UserStateCodec::learner).toList();
        this.sessionGap = sessionGap;
    }

    private static Learner<?> learner(String description) {
        return description.contains("(")
                ? Learners.parse(description)
                : Learners.byName(description, FeatureSchema.SIZE);
    }

    /** A text with everything that must agree between the stored rows and the code. */
    String fingerprint() {
        List<String> identities =
                learners.stream().map(learner -> learner.config().identity()).toList();
        return "layout %d, features %d, session gap %s, orders %d, learners %s"
                .formatted(VERSION, FeatureSchema.VERSION, sessionGap, maxOrders, identities);
    }

    /** The models of every row, in the order of the row. */
    ConfiguredModels configuredModels() {
        return new ConfiguredModels(learners.stream()
                .map(learner -> new ConfiguredModels.ConfiguredModel(
                        ProfileMapper.ENGAGEMENT,
                        false,
                        learner.config().name(),
                        learner.config().identity()))
                .toList());
    }

    /** The state of a user without events, with an untrained model per learner. */
    UserState newState(UserId user) {
        return UserState.empty(
                user,
                new ActivityCounters(new SessionCount(sessionGap), new MonetaryState(maxOrders)),
                learners.stream()
                        .map(learner -> new ScoredModel(Model.fresh(learner), PrequentialLosses.empty()))
                        .toList());
    }

    byte[] write(UserState state) {
        return write(new StateWriter(), state);
    }

    /** The rows of several states, in the given order. */
    byte[][] write(Collection<UserState> states) {
        StateWriter out = new StateWriter();
        return states.stream().map(state -> write(out.clear(), state)).toArray(byte[][]::new);
    }

    private static byte[] write(StateWriter out, UserState state) {
        out.writeVarint(VERSION).writeVarint(FeatureSchema.VERSION);
        state.applied().write(out);
        state.activity().write(out);
        state.interests().write(out);
        out.writeVarint(state.contributions().size());
        state.contributions().forEach(contribution -> contribution.write(out));
        state.traits().write(out);
        out.writeVarint(state.models().size());
        state.models().forEach(model -> writeModel(out, model));
        return out.toBytes();
    }

    UserState read(UserId user, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        require("layout", in.readVarint(), VERSION, user);
        require("feature schema", in.readVarint(), FeatureSchema.VERSION, user);
        // Java evaluates arguments from left to right, which is the order of the parts in the row.
        return new UserState(
                user,
                AppliedEntries.read(in),
                ActivityCounters.read(in, sessionGap, maxOrders),
                InterestsByTopic.read(in),
                readContributions(in),
                TraitSet.read(in),
                readModels(in));
    }

    private static void require(String what, long found, long known, UserId user) {
        if (found != known) {
            throw new IllegalStateException(
                    ("the profile of %s has %s version %d, this program reads %d: run the version"
                                    + " that wrote it, or rebuild the profiles with --portrait.profiles.rebuild=true")
                            .formatted(user, what, found, known));
        }
    }

    private static List<EpochContribution> readContributions(StateReader in) {
        List<EpochContribution> contributions = new ArrayList<>();
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            contributions.add(EpochContribution.read(in));
        }
        return contributions;
    }

    private List<ScoredModel> readModels(StateReader in) {
        List<ScoredModel> models = new ArrayList<>();
        int count = in.readCount();
        for (int i = 0; i < count; i++) {
            models.add(readModel(in, learners.get(i)));
        }
        return models;
    }

    private static void writeModel(StateWriter out, ScoredModel model) {
        LearnerSnapshot snapshot = model.model().snapshot();
        Provenance provenance = snapshot.provenance();
        out.writeText(provenance.learner()).writeText(provenance.config());
        out.writeVarint(provenance.layoutVersion()).writeVarint(provenance.examples());
        out.writeSparseVector(snapshot.numbers());
        PrequentialLosses losses = model.losses();
        out.writeVarint(losses.examples());
        out.writeDouble(losses.meanSquaredError()).writeDouble(losses.recentSquaredError());
        out.writeDouble(losses.meanAbsoluteError());
    }

    private static ScoredModel readModel(StateReader in, Learner<?> learner) {
        Provenance provenance = new Provenance(in.readText(), in.readText(), in.readCount(), in.readVarint());
        Vec numbers = in.readSparseVector();
        PrequentialLosses losses =
                new PrequentialLosses(in.readVarint(), in.readDouble(), in.readDouble(), in.readDouble());
        return new ScoredModel(Model.restore(learner, new LearnerSnapshot(provenance, numbers)), losses);
    }
}
