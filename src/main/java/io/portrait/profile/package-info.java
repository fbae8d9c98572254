/**
 * The living profile: the per-user row, its store, and the one update path that drains the journal, featurises, learns and
 * saves. In: journal entries; out: profiles. Must not know who reads them, nor how they are made private.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "catalog", "feature", "learning"})
@NullMarked
package io.portrait.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
