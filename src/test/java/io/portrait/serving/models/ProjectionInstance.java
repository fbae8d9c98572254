package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ForegroundActivity;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** A second instance of the projection and its models on the database of the running service, stepped by the test. */
final class ProjectionInstance {

    /** The default of the service. */
    private static final int MAX_USERS = 200_000;

    final RatingPredictor ratings;
    final ModelBundle models;
    final JdbcModelSnapshots snapshots;
    private final GlobalModelProjection projection;

    private ProjectionInstance(Source source, int maxBatch, int maxUsers) {
        GlobalModelProperties properties =
                new GlobalModelProperties(maxBatch, Duration.ofMillis(50), 1, Duration.ofDays(1));
        Clock clock = Clock.systemUTC();
        ratings = new RatingPredictor(source.catalog(), new RatingModelProperties(20_000, 20_000));
        models = new ModelBundle(
                new NextItemPredictor(new NextItemProperties(maxUsers, 50_000)),
                new RiskScorer(new RiskProperties(0.05, 0.5, 100_000, 50_000, 200_000)),
                new ClickPredictor(
                        new AdProperties(new AdProperties.FrequencyCap(5, Duration.ofDays(1)), 100_000), clock),
                ratings);
        snapshots = new JdbcModelSnapshots(
                source.jdbc(), source.transactionManager(), new JdbcModelGeneration(source.jdbc()), properties, clock);
        projection = new GlobalModelProjection(
                source.journal(), source.catalog(), models, snapshots, properties, new ForegroundActivity(), () -> {});
    }

    /** The database and the stores of the running service. */
    record Source(
            JournalReader journal, Catalog catalog, JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {

        /** An instance that reads batches of a size. */
        ProjectionInstance instance(int maxBatch) {
            return instance(maxBatch, MAX_USERS);
        }

        /** An instance with another bound on users, so with another fingerprint. */
        ProjectionInstance instance(int maxBatch, int maxUsers) {
            return new ProjectionInstance(this, maxBatch, maxUsers);
        }

        /** The bytes of models that learned the whole journal without a snapshot, which is deleted. */
        byte[] replayed() {
            deleteSnapshot();
            return instance(1_000_000).caughtUp().bytes();
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

    long position() {
        return models.position();
    }

    ProjectionInstance store() {
        snapshots.store(models);
        return this;
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
