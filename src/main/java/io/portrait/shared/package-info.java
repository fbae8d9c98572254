/**
 * The layer that all users share, live: it follows the journal, keeps the models of ratings, next items,
 * risks and searches up with it. In: the journal, the searches that were served; out: predictions for a user and an item, what a user may turn to next, how risky a
 * payment is. It must not know profiles.
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
            "ads",
            "search"
        })
@NullMarked
package io.portrait.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
