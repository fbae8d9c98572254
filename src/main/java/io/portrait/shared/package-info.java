/**
 * The layer that all users share, live: it follows the journal, keeps the model of ratings up with it and stores it from
 * time to time. In: the journal's ratings; out: predictions for a user and an item. It must not know profiles.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "catalog", "learning", "rating"})
@NullMarked
package io.portrait.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
