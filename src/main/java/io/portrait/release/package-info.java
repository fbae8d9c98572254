/**
 * Releases to external readers: epochs, versions of the public topic catalog, noisy profiles, cohort statistics, item
 * statistics. In: epoch contributions, profiles and items of persons; out: released values, which further reads do not
 * make more precise. It must not release anything without noise.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "ingest",
            "model.feature",
            "model.nextitem",
            "profile",
            "profile.segment",
            "access.consent",
            "release.mechanism"
        })
@NullMarked
package io.portrait.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
