/**
 * Global models: the projection of the journal into the models that all users share, their snapshots, and thread-safe facades
 * to read them. In: journal entries, served searches; out: predictions for a user and an item. It must not know profiles.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "catalog",
            "ingest",
            "access.consent",
            "model.feature",
            "model.learner",
            "model.nextitem",
            "model.rating",
            "model.fraud",
            "model.click",
            "model.searchclick"
        })
@NullMarked
package io.portrait.serving.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
