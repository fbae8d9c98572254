package io.portrait.profile;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.FeatureSchema;
import io.portrait.model.learner.Learner;
import io.portrait.model.learner.LearnerSnapshot;
import io.portrait.model.learner.Learners;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.learner.Provenance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bytes of a profile row.
 *
 * <pre>
 *  version | feature schema | events seen | last position | last epoch | updated at (µs)
 *  activity   first | last | by type 20× | by hour 24× | by channel 13× | sessions | frequency | spent | refunded
 *             | last day | recent days
 *  interests  n, then n × (topic | day | week | month)
 *  cells      n, then n × (epoch | m, then m × (topic | units))
 *  traits     n, then n × (name | JSON | at (µs) | message)
 *  models     n, then n × (learner | configuration | layout | examples | numbers | progress)
 * </pre>
 *
 * Whole numbers are zig-zag varints, reals eight bytes; a text or a list has its length in front, and the numbers of a
 * model come without their zeros, of which young models have many. A decayed sum is its bin, top and below; sessions are a
 * flag and the hashes or registers. A version that is not known is refused. (Version 1 wrote the zeros
 * too, and version 2 had no traits.)
 */
final class UserStateCodec {

    static final int VERSION = 3;

    private final List<Learner<?>> learners;

    /** The layout with fresh models of these learners for new users. */
    UserStateCodec(List<String> learners) {
        this.learners =
                learners.stream().<Learner<?>>map(UserStateCodec::learner).toList();
    }

    private static Learner<?> learner(String description) {
        return description.contains("(")
                ? Learners.parse(description)
                : Learners.byName(description, FeatureSchema.SIZE);
    }

    /** What must agree between the rows and the code, as one text. */
    String fingerprint() {
        List<String> identities =
                learners.stream().map(learner -> learner.config().identity()).toList();
        return "layout %d, features %d, learners %s".formatted(VERSION, FeatureSchema.VERSION, identities);
    }

    /** The models of every row, in their order. */
    ConfiguredModels configuredModels() {
        return new ConfiguredModels(learners.stream()
                .map(learner -> new ConfiguredModels.ConfiguredModel(
                        ProfileMapper.ENGAGEMENT,
                        false,
                        learner.config().name(),
                        learner.config().identity()))
                .toList());
    }

    UserState newState(UserId user) {
        return new UserState(
                user,
                learners.stream()
                        .map(learner -> new ScoredModel(Model.fresh(learner), PrequentialLosses.empty()))
                        .toList());
    }

    byte[] write(UserState state) {
        return write(new StateWriter(), state);
    }

    /** The rows of these states, in their order. */
    byte[][] write(Collection<UserState> states) {
        StateWriter out = new StateWriter();
        return states.stream().map(state -> write(out.clear(), state)).toArray(byte[][]::new);
    }

    private static byte[] write(StateWriter out, UserState state) {
        out.writeVarint(VERSION).writeVarint(FeatureSchema.VERSION);
        out.writeVarint(state.eventsSeen).writeVarint(state.lastPosition).writeVarint(state.lastEpoch);
        out.writeVarint(ChronoUnit.MICROS.between(Instant.EPOCH, state.updatedAt));
        writeActivity(out, state.activity);
        state.interests.write(out);
        writeContributions(out, state.contributions);
        writeTraits(out, state.traits);
        out.writeVarint(state.models.size());
        state.models.forEach(model -> writeModel(out, model));
        return out.toBytes();
    }

    UserState read(UserId user, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        require("layout", in.readVarint(), VERSION, user);
        require("feature schema", in.readVarint(), FeatureSchema.VERSION, user);
        UserState state = new UserState(user, List.of());
        state.eventsSeen = in.readVarint();
        state.lastPosition = in.readVarint();
        state.lastEpoch = in.readVarint();
        state.updatedAt = Instant.EPOCH.plus(in.readVarint(), ChronoUnit.MICROS);
        readActivity(in, state.activity);
        state.interests = InterestsByTopic.read(in);
        readContributions(in, state.contributions);
        readTraits(in, state.traits);
        int models = in.readCount();
        for (int i = 0; i < models; i++) {
            state.models.add(readModel(in, learners.get(i)));
        }
        return state;
    }

    private static void require(String what, long found, long known, UserId user) {
        if (found != known) {
            throw new IllegalStateException(
                    ("the profile of %s has %s version %d, this program knows %d: run the version"
                                    + " that wrote it, or rebuild the profiles with --portrait.profiles.rebuild=true")
                            .formatted(user, what, found, known));
        }
    }

    private static void writeActivity(StateWriter out, ActivityCounters activity) {
        out.writeVarint(activity.firstMicros).writeVarint(activity.lastMicros);
        out.writeVarints(activity.byType).writeVarints(activity.byHour).writeVarints(activity.byChannel);
        writeSessions(out, activity.sessions);
        activity.frequency.write(out);
        out.writeVarint(activity.spentUnits).writeVarint(activity.refundedUnits);
        out.writeVarint(activity.lastDay).writeVarint(activity.recentDays);
    }

    private static void readActivity(StateReader in, ActivityCounters activity) {
        activity.firstMicros = in.readVarint();
        activity.lastMicros = in.readVarint();
        in.readVarints(activity.byType);
        in.readVarints(activity.byHour);
        in.readVarints(activity.byChannel);
        activity.sessions = readSessions(in);
        activity.frequency = DecayedSum.read(in);
        activity.spentUnits = in.readVarint();
        activity.refundedUnits = in.readVarint();
        activity.lastDay = in.readVarint();
        activity.recentDays = in.readVarint();
    }

    private static void writeSessions(StateWriter out, DistinctCount sessions) {
        out.writeVarint(sessions.isSparse() ? 0 : 1);
        if (sessions.isSparse()) {
            int[] hashes = sessions.hashes();
            out.writeVarint(hashes.length);
            for (int hash : hashes) {
                out.writeVarint(hash);
            }
        } else {
            out.writeBlob(sessions.registers());
        }
    }

    private static DistinctCount readSessions(StateReader in) {
        if (in.readVarint() == 1) {
            return DistinctCount.ofRegisters(in.readBlob());
        }
        int[] hashes = new int[in.readCount()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Math.toIntExact(in.readVarint());
        }
        return DistinctCount.ofHashes(hashes);
    }

    private static void writeContributions(StateWriter out, List<EpochContribution> contributions) {
        out.writeVarint(contributions.size());
        for (EpochContribution contribution : contributions) {
            out.writeVarint(contribution.epoch())
                    .writeVarint(contribution.sums().size());
            contribution
                    .sums()
                    .forEach((topic, units) -> out.writeText(topic.path()).writeVarint(units));
        }
    }

    private static void readContributions(StateReader in, List<EpochContribution> contributions) {
        int count = in.readCount();
        for (int i = 0; i < count; i++) {
            long epoch = in.readVarint();
            int size = in.readCount();
            SortedMap<Topic, Long> sums = new TreeMap<>();
            for (int j = 0; j < size; j++) {
                sums.put(new Topic(in.readText()), in.readVarint());
            }
            contributions.add(new EpochContribution(epoch, sums));
        }
    }

    private static void writeTraits(StateWriter out, TraitSet traits) {
        out.writeVarint(traits.all().size());
        traits.all()
                .forEach((name, trait) -> out.writeText(name)
                        .writeText(trait.json())
                        .writeVarint(trait.atMicros())
                        .writeText(trait.messageId()));
    }

    private static void readTraits(StateReader in, TraitSet traits) {
        int count = in.readCount();
        for (int i = 0; i < count; i++) {
            traits.put(in.readText(), new TraitSet.Trait(in.readText(), in.readVarint(), in.readText()));
        }
    }

    private static void writeModel(StateWriter out, ScoredModel model) {
        LearnerSnapshot snapshot = model.model().snapshot();
        Provenance provenance = snapshot.provenance();
        out.writeText(provenance.learner()).writeText(provenance.config());
        out.writeVarint(provenance.layoutVersion()).writeVarint(provenance.examples());
        out.writeSparseVector(snapshot.numbers());
        PrequentialLosses progress = model.progress();
        out.writeVarint(progress.examples());
        out.writeDouble(progress.meanSquaredError()).writeDouble(progress.recentSquaredError());
        out.writeDouble(progress.meanAbsoluteError());
    }

    private static ScoredModel readModel(StateReader in, Learner<?> learner) {
        Provenance provenance = new Provenance(in.readText(), in.readText(), in.readCount(), in.readVarint());
        Vec parameters = in.readSparseVector();
        PrequentialLosses progress =
                new PrequentialLosses(in.readVarint(), in.readDouble(), in.readDouble(), in.readDouble());
        return new ScoredModel(Model.restore(learner, new LearnerSnapshot(provenance, parameters)), progress);
    }
}
