/**
 * Decisions from what is known of a person: what to recommend, and why. In: the shared layer's suggestions, the catalogue,
 * the person's own corrections; out: lists with scores and the reasons that add up to them. Must not know HTTP.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "catalog", "nextitem", "ads", "search", "shared"})
@NullMarked
package io.portrait.recommend;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
