/**
 * Offline evaluation by one command: progressive (test-then-train) measures of learners and models on data sets, drift
 * detection, champion selection. In: files, predictions; out: tables, JSON. It must not know Spring or a database.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "catalog",
            "ingest",
            "model.feature",
            "model.learner",
            "model.nextitem",
            "model.rating",
            "model.fraud",
            "model.searchclick"
        })
@NullMarked
package io.portrait.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
