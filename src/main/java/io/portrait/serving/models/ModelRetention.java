package io.portrait.serving.models;

import io.portrait.ingest.RetentionListener;
import org.springframework.stereotype.Component;

/** The deletion of model snapshots when old journal entries are dropped; all instances learn the remaining entries again. */
@Component
class ModelRetention implements RetentionListener {

    private final ModelGeneration generation;
    private final JdbcModelSnapshots snapshots;

    ModelRetention(ModelGeneration generation, JdbcModelSnapshots snapshots) {
        this.generation = generation;
        this.snapshots = snapshots;
    }

    @Override
    public void beforeEntriesAreDropped() {
        generation.increment();
        snapshots.deleteAll();
    }
}
