/**
 * How likely a payment is a fraud: from what its card and its terminal were like before it, by learners that all cards
 * teach; and why. Pure. In: payments and their labels, in order; out: probabilities with reasons that add up.
 */
@ApplicationModule(allowedDependencies = {"kernel", "feature", "learning"})
@NullMarked
package io.portrait.risk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
