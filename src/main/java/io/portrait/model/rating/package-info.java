/**
 * Rating prediction from parameters shared by all users and parameters of one user: mixed effects, learned one rating
 * at a time. In: ratings in journal order; out: predictions with a variance, and the model as bytes. Pure: no Spring,
 * no I/O, no clock, no hidden randomness. It must not know events or a database.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model.feature", "model.learner"})
@NullMarked
package io.portrait.model.rating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
