/**
 * The profile row of each user, its store, and the one projection of the journal that writes it: read, compute
 * features, learn, save. In: journal entries; out: exact profiles. It must not know the readers of a profile, nor how
 * noise is added.
 */
@ApplicationModule(allowedDependencies = {"kernel", "catalog", "ingest", "model.feature", "model.learner"})
@NullMarked
package io.portrait.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
