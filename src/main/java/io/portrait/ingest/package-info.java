/**
 * What arrived: sealed event types, reading and cleaning, de-duplication, the append-only journal, dead letters. In:
 * JSON bodies; out: journal entries in a total order. Knows nothing of items, features or profiles; what it must know of
 * the catalogue it asks through {@link io.portrait.ingest.ItemRevisions}.
 */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.portrait.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
