/**
 * Features of events. In: events, items and a feature schema; out: examples {@code (x, target, weight)} and the
 * interest that an event shows. Pure: no Spring, no SQL, no clock. It must not know which learner uses an example.
 */
@ApplicationModule(allowedDependencies = {"kernel", "catalog", "ingest"})
@NullMarked
package io.portrait.model.feature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
