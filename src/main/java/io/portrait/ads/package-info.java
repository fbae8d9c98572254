/**
 * How likely an advertisement is clicked by whom, and how often they have seen it. Pure. In: what was shown and clicked, in
 * order; out: calibrated probabilities with reasons that add up.
 */
@ApplicationModule(allowedDependencies = {"kernel", "feature", "learning"})
@NullMarked
package io.portrait.ads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
