/**
 * The next item of a person, from what all have chosen and in which order: an online mixture of experts. In: choices in
 * their order; out: ranked items with the reasons for each, and the model as bytes. Pure: no Spring, no I/O, no clock, no
 * hidden randomness; it must not know events or a database.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.portrait.nextitem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
