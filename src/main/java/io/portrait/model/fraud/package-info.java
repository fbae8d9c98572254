/**
 * Fraud probability of a payment, from the history of its card and its terminal, by learners that all cards share. In:
 * payments and their labels in journal order; out: probabilities with additive reasons. Pure. It must not know events
 * or a database.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model.feature", "model.learner"})
@NullMarked
package io.portrait.model.fraud;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
