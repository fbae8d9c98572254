/**
 * What a learner is shown. In: events, items and a feature schema; out: examples {@code (x, target, weight)} and the
 * interest an event shows. Pure: no Spring, no SQL, no clock; it must not know who learns from the examples.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "catalog"})
@NullMarked
package io.portrait.feature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
