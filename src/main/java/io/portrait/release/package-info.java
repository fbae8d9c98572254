/**
 * Releases to external readers: epochs, versions of the public topic catalog, noisy profiles, cohort statistics. In:
 * epoch contributions and profiles; out: released values, which further reads do not make more precise. It must not
 * release anything without noise.
 */
@ApplicationModule(
        allowedDependencies = {"kernel", "ingest", "model.feature", "profile", "profile.segment", "release.mechanism"})
@NullMarked
package io.portrait.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
