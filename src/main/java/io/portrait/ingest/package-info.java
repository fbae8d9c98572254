/**
 * Intake of events: parsing, validation, identity, suppression, duplicate detection, the append-only journal and the dead
 * letters. In: JSON bodies; out: journal entries in a total order. It must not know features, models or profiles.
 */
@ApplicationModule(allowedDependencies = {"kernel", "catalog"})
@NullMarked
package io.portrait.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
