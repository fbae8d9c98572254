/**
 * How well the learners predict: progressive (test-then-train) metrics on data sets by one command, and live on every
 * event. In: files, or what the drain predicted; out: tables, JSON, metrics per target and learner. Must not know who
 * looks at them.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "ingest",
            "catalog",
            "feature",
            "learning",
            "rating",
            "nextitem",
            "risk",
            "search",
            "profile"
        })
@NullMarked
package io.portrait.evaluate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
