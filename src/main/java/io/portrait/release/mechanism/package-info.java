/**
 * Differential-privacy mathematics. In: bounded integer contributions, a noise key of a user, privacy parameters; out:
 * noisy sums that may be released. Pure: the same input gives the same bits on every machine. No Spring, no I/O, no
 * clock, no topics, and no randomness except from the given key.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.portrait.release.mechanism;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
