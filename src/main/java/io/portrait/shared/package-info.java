/**
 * The layer that all users share, live: it follows the journal, keeps the models of ratings and of next items up with
 * it. In: the journal; out: predictions for a user and an item, and what a user may turn to next. It must not know profiles.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "catalog", "learning", "rating", "nextitem"})
@NullMarked
package io.portrait.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
