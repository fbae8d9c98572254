/**
 * Differential-privacy mathematics. In: integer contributions of events, a person's noise key, a policy; out: the noisy
 * sums that may be shown outside. Every function is pure: the same input gives the same bits on every machine. Knows no
 * Spring, no I/O, no clock, no topics, and draws no randomness but that of the key it is given.
 */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.portrait.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
