/**
 * Learners as pure functions. In: (state, example) and (state, x); out: the next state, a prediction. Callers hold a
 * {@link io.portrait.learning.Model} of one of the {@link io.portrait.learning.Learners} and store its snapshot. No
 * Spring, no I/O, no clock, no hidden randomness; it must not know users, rows or events.
 */
@ApplicationModule(allowedDependencies = {"kernel", "feature"})
@NullMarked
package io.portrait.learning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
