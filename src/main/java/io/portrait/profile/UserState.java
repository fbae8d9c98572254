package io.portrait.profile;

import io.portrait.feature.Example;
import io.portrait.feature.Features;
import io.portrait.feature.TopicWeight;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that is known of one person: a function of the journal's entries and changes of identity in their order, and
 * of nothing else. All but the models is independent even of the order. Mutable; owned by whoever loaded it, one thread at a time.
 */
final class UserState {

    private static final int KEPT_CELLS = 2;

    final UserId user;
    long eventsSeen;
    long lastPosition;
    long lastEpoch = -1;
    Instant updatedAt = Instant.EPOCH;
    final Activity activity = new Activity();
    Interests interests = new Interests();
    final List<ExposureCell> cells = new ArrayList<>();
    final TraitSet traits = new TraitSet();
    final List<TargetModel> models;

    UserState(UserId user, List<TargetModel> models) {
        this.user = user;
        this.models = new ArrayList<>(models);
    }

    /** Takes in the next entry of this user. O(topics of the item + the learners' cost). */
    void apply(JournalEntry entry, Features features, ExposureRule rule, Predictions predictions) {
        Moment moment = new Moment(
                ChronoUnit.MICROS.between(Instant.EPOCH, entry.event().happenedAt()));
        activity.add(entry.event(), moment);
        for (TopicWeight interest : features.interests()) {
            interests.add(interest.topic(), moment, (long) (interest.weight() * DecayedSum.UNIT));
        }
        if (entry.event().behaviour() instanceof Behaviour.Identify identify) {
            traits.tell(
                    identify.traits().values(),
                    moment.micros(),
                    entry.event().message().value());
        }
        features.engagement().ifPresent(example -> learn(example, predictions));
        expose(entry, features, rule);
        eventsSeen++;
        lastPosition = entry.position();
        lastEpoch = Math.max(lastEpoch, entry.epoch());
        updatedAt = entry.receivedAt();
    }

    private void learn(Example example, Predictions predictions) {
        for (int i = 0; i < models.size(); i++) {
            models.set(i, models.get(i).learn(example, i, predictions));
        }
    }

    /**
     * Adds to the cell of the epoch of arrival. Two cells are kept: an epoch opens only when the one before it is
     * released, and releasing it closed every cell before, so an older one has done its work.
     */
    private void expose(JournalEntry entry, Features features, ExposureRule rule) {
        List<TopicWeight> exposed = new ArrayList<>(); // of each event: no stream
        for (TopicWeight interest : features.interests()) {
            if (interest.topic().isFirstLevel()) {
                exposed.add(interest);
            }
        }
        if (exposed.isEmpty()) {
            return;
        }
        Map<Topic, Long> contribution = rule.contribution(exposed, entry.event().happenedAt(), entry.epoch());
        openCell(entry.epoch()).add(contribution);
    }

    /**
     * Takes over what another row was to expose in the epoch that is open; what it exposed before is known outside as
     * somebody else's and stays so.
     */
    void takeOverExposure(List<ExposureCell> others, long openEpoch) {
        others.stream()
                .filter(cell -> cell.epoch() == openEpoch)
                .forEach(cell -> openCell(openEpoch).add(cell.sums()));
    }

    /** The same events say the same to the outside, whoever's they are found to be later. */
    void keepExposure(List<ExposureCell> before) {
        cells.clear();
        cells.addAll(before);
    }

    private ExposureCell openCell(long epoch) {
        Optional<ExposureCell> last = cells.isEmpty() ? Optional.empty() : Optional.of(cells.getLast());
        if (last.isPresent() && last.get().epoch() == epoch) {
            return last.get();
        }
        ExposureCell opened = new ExposureCell(epoch, new TreeMap<>());
        cells.add(opened);
        if (cells.size() > KEPT_CELLS) {
            cells.removeFirst();
        }
        return opened;
    }
}
