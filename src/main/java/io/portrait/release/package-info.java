/**
 * What outside readers see: epochs, the public topic catalogue by version, noised profiles, cohort statistics. In: exact
 * cells of the profiles, and profiles; out: released values that no number of reads sharpens. The only caller of
 * {@code privacy}. Must not hand out anything that has not passed through noise.
 */
@ApplicationModule(allowedDependencies = {"kernel", "privacy", "profile", "feature", "segment"})
@NullMarked
package io.portrait.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
