package io.portrait.serving.models;

import io.portrait.ingest.JournalReader.JournalEnd;
import io.portrait.kernel.BackgroundPriority;
import io.portrait.kernel.ForegroundActivity;
import io.portrait.serving.models.JdbcModelRemovals.ErasedUsers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The projection of the journal into all global models. It reads the entries of all shards in the order of their positions on
 * one thread, so every instance reaches the same models bit for bit, and so does a start from a snapshot (decisions 0031 and
 * 0094). It stores a snapshot from time to time and when it stops.
 *
 * <p>After a removal from the journal the models in memory continue to serve and to learn, and a second set learns the
 * remaining journal; it replaces the first one when it has reached the same position (decision 0096). Models of an old
 * generation are never stored, and the parts of erased users are removed from them at once.
 */
@Component
class GlobalModelProjection extends ProjectionLoop {

    private static final Logger log = LoggerFactory.getLogger(GlobalModelProjection.class);

    /** Batches that the relearning models learn after each batch of the serving ones, so that they catch up in any case. */
    private static final int RELEARNED_PER_SERVED = 3;

    private final EntryBatchReader journal;
    private final ModelBundle serving;
    private final JdbcModelSnapshots snapshots;
    private final JdbcModelRemovals removals;
    private final GlobalModelProperties properties;
    private final BackgroundThrottle throttle;
    private final RelearningSchedule schedule;
    private volatile @Nullable ModelBundle relearning;
    private volatile long generation;
    private long forgottenGeneration;
    private long completePosition;
    private volatile long lastEnd;

    GlobalModelProjection(
            EntryBatchReader journal,
            ModelBundle serving,
            JdbcModelSnapshots snapshots,
            JdbcModelRemovals removals,
            GlobalModelProperties properties,
            ForegroundActivity foreground,
            BackgroundPriority priority) {
        super("global-model-projection", priority);
        this.journal = journal;
        this.serving = serving;
        this.snapshots = snapshots;
        this.removals = removals;
        this.properties = properties;
        this.throttle = new BackgroundThrottle(foreground, properties.cpuShare(), this::isStopping);
        this.schedule = new RelearningSchedule(properties.relearningInterval());
    }

    @Override
    long poll() {
        boolean more = step();
        if (snapshots.isDue()) {
            snapshots.store(storable());
        }
        if (more) {
            return 0;
        }
        throttle.clearDebt();
        return properties.pollInterval().toMillis();
    }

    /** The models of the newest generation; models of an older one are not stored. */
    private ModelBundle storable() {
        return relearning().orElse(serving);
    }

    @Override
    void invalidate() {
        serving.invalidate();
        relearning = null;
    }

    @Override
    void onStop() {
        if (serving.isValid()) {
            snapshots.store(storable());
        }
    }

    /** The models that learn the journal again; empty if the serving ones are of the newest generation that is due. */
    Optional<ModelBundle> relearning() {
        return Optional.ofNullable(relearning);
    }

    /** The newest generation that the projection has seen. */
    long generation() {
        return generation;
    }

    /** The journal positions that the serving models had not learned at the last step. */
    long waiting() {
        return Math.max(0, lastEnd - serving.position());
    }

    /** Learns the next entries in the serving models, or in those that relearn; returns false if there was nothing to do. */
    boolean step() {
        generation = removals.raiseGenerationIfConsentsChanged();
        prepare();
        JournalEnd end = journal.end();
        throttle.setUnlimited(serving.isComplete() && isBehind(end));
        boolean served = learnNext(serving, end.position());
        lastEnd = end.position();
        if (serving.position() >= end.position()) {
            serving.setAsOf(end.at());
        }
        if (!serving.isComplete() && serving.position() >= completePosition) {
            serving.markComplete();
            log.info("The global models have learned the journal up to position {}", serving.position());
        }
        ModelBundle relearned = relearning;
        if (relearned == null) {
            return served;
        }
        relearn(relearned);
        return true;
    }

    /** A check whether the serving models lag so far that the share of the processor no longer counts. */
    private boolean isBehind(JournalEnd end) {
        return properties.catchUpLag().isPositive()
                && end.position() > serving.position()
                && serving.asOf()
                        .filter(asOf -> asOf.isBefore(end.at().minus(properties.catchUpLag())))
                        .isPresent();
    }

    private void prepare() {
        if (!serving.isValid()) {
            load();
        }
        forgetErasedUsers();
        if (serving.generation() != generation && relearning == null && serving.isComplete() && schedule.isDue()) {
            startRelearning();
        }
    }

    private void load() {
        snapshots.load(serving, generation);
        forgottenGeneration = generation;
        completePosition = journal.end().position();
        log.info("The global models start at journal position {} of {}", serving.position(), completePosition);
    }

    private void forgetErasedUsers() {
        if (forgottenGeneration != generation) {
            ErasedUsers erased = removals.erasedSince(forgottenGeneration);
            if (!erased.isEmpty()) {
                throttle.run(() -> serving.forget(erased));
                relearning().ifPresent(models -> throttle.run(() -> models.forget(erased)));
            }
            forgottenGeneration = generation;
        }
    }

    private void startRelearning() {
        schedule.start();
        log.info("The global models are relearned: generation {} after {}", generation, serving.generation());
        if (properties.doubleBuffering()) {
            ModelBundle models = serving.untrained();
            snapshots.load(models, generation); // another instance may be ahead
            relearning = models;
        } else {
            load();
        }
    }

    private void relearn(ModelBundle models) {
        for (int i = 0; i < RELEARNED_PER_SERVED; i++) {
            learnNext(models, serving.position());
        }
        if (models.position() >= serving.position()) {
            models.markComplete();
            serving.takeOver(models);
            relearning = null;
            log.info("The relearned models serve from journal position {}", serving.position());
            snapshots.store(serving);
        }
    }

    private boolean learnNext(ModelBundle models, long last) {
        long after = models.position();
        long upTo = Math.min(last, after + properties.maxBatch());
        if (upTo <= after) {
            return false;
        }
        EntryBatch batch = journal.read(models, upTo, throttle);
        // No access to the database below: after an error, entries that were learned in part would be learned twice.
        models.learn(batch, throttle);
        return true;
    }
}
