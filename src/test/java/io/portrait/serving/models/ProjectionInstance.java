package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ForegroundActivity;
import io.portrait.kernel.KeyDerivation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A second instance of the projection and its models on the database of the running service, stepped by the test. */
final class ProjectionInstance {

    /** The default of the service. */
    private static final int MAX_USERS = 200_000;

    final RatingPredictor ratings;
    final NextItemPredictor nextItems;
    final RiskScorer risks;
    final ClickPredictor ads;
    final ModelBundle models;
    final JdbcModelSnapshots snapshots;
    private final GlobalModelProjection projection;

    private ProjectionInstance(Source source, GlobalModelProperties properties, int maxUsers) {
        Clock clock = Clock.systemUTC();
        ratings = new RatingPredictor(source.catalog(), new RatingModelProperties(20_000, 20_000));
        nextItems = new NextItemPredictor(new NextItemProperties(maxUsers, 50_000));
        risks = new RiskScorer(new RiskProperties(0.05, 0.5, 0.01, 500, 100_000, 50_000, 200_000));
        ads = new ClickPredictor(
                new AdProperties(new AdProperties.FrequencyCap(5, Duration.ofDays(1)), 0.02, 20, 100_000), clock);
        models = new ModelBundle(nextItems, risks, ads, ratings);
        JdbcModelGeneration generations = new JdbcModelGeneration(source.jdbc(), source.journal());
        snapshots = new JdbcModelSnapshots(source.jdbc(), source.transactionManager(), generations, properties, clock);
        projection = new GlobalModelProjection(
                new EntryBatchReader(
                        source.journal(),
                        source.identities(),
                        generations,
                        source.catalog(),
                        new JdbcModelParticipations(source.jdbc()),
                        properties),
                models,
                snapshots,
                new JdbcModelRemovals(
                        source.jdbc(), generations, snapshots, source.secrets(), clock, source.transactionManager()),
                properties,
                new ForegroundActivity(),
                () -> {});
    }

    /** The database and the stores of the running service. */
    record Source(
            JournalReader journal,
            IdentityGraph identities,
            Catalog catalog,
            JdbcTemplate jdbc,
            KeyDerivation secrets,
            PlatformTransactionManager transactionManager) {

        static Source of(ApplicationContext service) {
            return new Source(
                    service.getBean(JournalReader.class),
                    service.getBean(IdentityGraph.class),
                    service.getBean(Catalog.class),
                    service.getBean(JdbcTemplate.class),
                    service.getBean(KeyDerivation.class),
                    service.getBean(PlatformTransactionManager.class));
        }

        /** An instance that reads batches of a size. */
        ProjectionInstance instance(int maxBatch) {
            return instance(maxBatch, MAX_USERS);
        }

        /** An instance with another bound on users, so with another fingerprint. */
        ProjectionInstance instance(int maxBatch, int maxUsers) {
            return new ProjectionInstance(this, properties(maxBatch, Duration.ZERO, true), maxUsers);
        }

        /** An instance that starts a relearning at most once in an interval. */
        ProjectionInstance instance(int maxBatch, Duration relearningInterval, boolean doubleBuffering) {
            return new ProjectionInstance(this, properties(maxBatch, relearningInterval, doubleBuffering), MAX_USERS);
        }

        private static GlobalModelProperties properties(
                int maxBatch, Duration relearningInterval, boolean doubleBuffering) {
            return new GlobalModelProperties(
                    maxBatch,
                    Duration.ofMillis(50),
                    1,
                    Duration.ofDays(1),
                    relearningInterval,
                    2_000,
                    doubleBuffering,
                    Duration.ofMinutes(1),
                    Duration.ZERO);
        }

        /** The bytes of models that learned the whole journal without a snapshot, which is deleted. */
        byte[] replayed() {
            deleteSnapshot();
            return instance(1_000_000).caughtUp().bytes();
        }

        /** Begins a generation, whose models know the present identities from the beginning of the journal. */
        void raiseGeneration() {
            new TransactionTemplate(transactionManager)
                    .executeWithoutResult(status -> new JdbcModelGeneration(jdbc, journal).increment());
            deleteSnapshot();
        }

        void deleteSnapshot() {
            jdbc.update("DELETE FROM model_snapshot");
            jdbc.update("DELETE FROM model_snapshot_chunk");
        }
    }

    /** Learns the journal to its end. */
    ProjectionInstance caughtUp() {
        while (projection.step()) {
            // learns the next batch
        }
        return this;
    }

    ProjectionInstance steps(int count) {
        for (int i = 0; i < count; i++) {
            projection.step();
        }
        return this;
    }

    /** Learns one batch, and some batches of relearning; returns false if there was nothing to do. */
    boolean step() {
        return projection.step();
    }

    /** The position of the models that are relearned; empty if there are none. */
    Optional<Long> relearnedPosition() {
        return projection.relearning().map(ModelBundle::position);
    }

    /** The journal positions that the models had not learned at the last step. */
    long waiting() {
        return projection.waiting();
    }

    long position() {
        return models.position();
    }

    ProjectionInstance store() {
        snapshots.store(models);
        return this;
    }

    /** Stores the models that are relearned, as a projection does that stops. */
    void storeRelearned() {
        snapshots.store(projection.relearning().orElseThrow());
    }

    byte[] bytes() {
        return bytes(models);
    }

    static byte[] bytes(ModelBundle models) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        models.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
