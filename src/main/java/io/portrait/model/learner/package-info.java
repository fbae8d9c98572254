/**
 * Online learners as pure functions. In: (state, example) and (state, x); out: the next state, a prediction. Callers
 * hold a {@link io.portrait.model.learner.Model} of one of the {@link io.portrait.model.learner.Learners} and store its
 * snapshot. No Spring, no I/O, no clock, no hidden randomness. It must not know users, rows or events.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model.feature"})
@NullMarked
package io.portrait.model.learner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
