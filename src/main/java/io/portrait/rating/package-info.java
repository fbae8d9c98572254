/**
 * Ratings predicted from what all users teach and what one user adds: mixed effects, learned one rating at a time. In:
 * ratings in their order; out: predictions with a variance, and the model as bytes. Pure: no Spring, no I/O, no clock,
 * no hidden randomness; it must not know events or a database.
 */
@ApplicationModule(allowedDependencies = {"kernel", "feature", "learning"})
@NullMarked
package io.portrait.rating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
