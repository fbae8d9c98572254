package io.portrait.profile;

import io.portrait.feature.FeatureSchema;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learner;
import io.portrait.learning.Learners;
import io.portrait.learning.Model;
import io.portrait.learning.Progress;
import io.portrait.learning.Provenance;
import io.portrait.learning.Snapshot;
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
final class StateLayout {

    static final int VERSION = 3;

    private final List<Learner<?>> learners;

    /** The layout with fresh models of these learners for new users. */
    StateLayout(List<String> learners) {
        this.learners = learners.stream().<Learner<?>>map(StateLayout::learner).toList();
    }

    private static Learner<?> learner(String description) {
        return description.contains("(") ? Learners.of(description) : Learners.named(description, FeatureSchema.SIZE);
    }

    /** What must agree between the rows and the code, as one text. */
    String fingerprint() {
        List<String> identities =
                learners.stream().map(learner -> learner.config().identity()).toList();
        return "layout %d, features %d, learners %s".formatted(VERSION, FeatureSchema.VERSION, identities);
    }

    /** The models of every row, in their order. */
    LearnedModels models() {
        return new LearnedModels(learners.stream()
                .map(learner -> new LearnedModels.LearnedModel(
                        ProfileReader.ENGAGEMENT,
                        false,
                        learner.config().name(),
                        learner.config().identity()))
                .toList());
    }

    UserState fresh(UserId user) {
        return new UserState(
                user,
                learners.stream()
                        .map(learner -> new TargetModel(Model.fresh(learner), Progress.none()))
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
        out.whole(VERSION).whole(FeatureSchema.VERSION);
        out.whole(state.eventsSeen).whole(state.lastPosition).whole(state.lastEpoch);
        out.whole(ChronoUnit.MICROS.between(Instant.EPOCH, state.updatedAt));
        writeActivity(out, state.activity);
        state.interests.write(out);
        writeCells(out, state.cells);
        writeTraits(out, state.traits);
        out.whole(state.models.size());
        state.models.forEach(model -> writeModel(out, model));
        return out.toBytes();
    }

    UserState read(UserId user, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        require("layout", in.whole(), VERSION, user);
        require("feature schema", in.whole(), FeatureSchema.VERSION, user);
        UserState state = new UserState(user, List.of());
        state.eventsSeen = in.whole();
        state.lastPosition = in.whole();
        state.lastEpoch = in.whole();
        state.updatedAt = Instant.EPOCH.plus(in.whole(), ChronoUnit.MICROS);
        readActivity(in, state.activity);
        state.interests = Interests.read(in);
        readCells(in, state.cells);
        readTraits(in, state.traits);
        int models = in.count();
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

    private static void writeActivity(StateWriter out, Activity activity) {
        out.whole(activity.firstMicros).whole(activity.lastMicros);
        out.wholes(activity.byType).wholes(activity.byHour).wholes(activity.byChannel);
        writeSessions(out, activity.sessions);
        activity.frequency.write(out);
        out.whole(activity.spentUnits).whole(activity.refundedUnits);
        out.whole(activity.lastDay).whole(activity.recentDays);
    }

    private static void readActivity(StateReader in, Activity activity) {
        activity.firstMicros = in.whole();
        activity.lastMicros = in.whole();
        in.wholes(activity.byType);
        in.wholes(activity.byHour);
        in.wholes(activity.byChannel);
        activity.sessions = readSessions(in);
        activity.frequency = DecayedSum.read(in);
        activity.spentUnits = in.whole();
        activity.refundedUnits = in.whole();
        activity.lastDay = in.whole();
        activity.recentDays = in.whole();
    }

    private static void writeSessions(StateWriter out, DistinctCount sessions) {
        out.whole(sessions.isSparse() ? 0 : 1);
        if (sessions.isSparse()) {
            int[] hashes = sessions.hashes();
            out.whole(hashes.length);
            for (int hash : hashes) {
                out.whole(hash);
            }
        } else {
            out.raw(sessions.registers());
        }
    }

    private static DistinctCount readSessions(StateReader in) {
        if (in.whole() == 1) {
            return DistinctCount.ofRegisters(in.raw());
        }
        int[] hashes = new int[in.count()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Math.toIntExact(in.whole());
        }
        return DistinctCount.ofHashes(hashes);
    }

    private static void writeCells(StateWriter out, List<ExposureCell> cells) {
        out.whole(cells.size());
        for (ExposureCell cell : cells) {
            out.whole(cell.epoch()).whole(cell.sums().size());
            cell.sums().forEach((topic, units) -> out.text(topic.path()).whole(units));
        }
    }

    private static void readCells(StateReader in, List<ExposureCell> cells) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            long epoch = in.whole();
            int size = in.count();
            SortedMap<Topic, Long> sums = new TreeMap<>();
            for (int j = 0; j < size; j++) {
                sums.put(new Topic(in.text()), in.whole());
            }
            cells.add(new ExposureCell(epoch, sums));
        }
    }

    private static void writeTraits(StateWriter out, TraitSet traits) {
        out.whole(traits.all().size());
        traits.all()
                .forEach((name, trait) -> out.text(name)
                        .text(trait.json())
                        .whole(trait.atMicros())
                        .text(trait.message()));
    }

    private static void readTraits(StateReader in, TraitSet traits) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            traits.put(in.text(), new TraitSet.Trait(in.text(), in.whole(), in.text()));
        }
    }

    private static void writeModel(StateWriter out, TargetModel model) {
        Snapshot snapshot = model.model().snapshot();
        Provenance provenance = snapshot.provenance();
        out.text(provenance.learner()).text(provenance.config());
        out.whole(provenance.layoutVersion()).whole(provenance.examples());
        out.reals(snapshot.numbers());
        Progress progress = model.progress();
        out.whole(progress.examples());
        out.real(progress.meanSquaredError()).real(progress.recentSquaredError());
        out.real(progress.meanAbsoluteError());
    }

    private static TargetModel readModel(StateReader in, Learner<?> learner) {
        Provenance provenance = new Provenance(in.text(), in.text(), in.count(), in.whole());
        Vec numbers = in.reals();
        Progress progress = new Progress(in.whole(), in.real(), in.real(), in.real());
        return new TargetModel(Model.restore(learner, new Snapshot(provenance, numbers)), progress);
    }
}
