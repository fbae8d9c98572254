/**
 * Click prediction for advertisements, and the frequency with which a user has seen them. In: impressions and clicks in
 * journal order; out: calibrated probabilities with additive reasons. Pure. It must not know events or a database.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model.learner"})
@NullMarked
package io.portrait.model.click;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
