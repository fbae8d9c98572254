/**
 * Next-item prediction by an online mixture of experts. In: interactions in journal order; out: scored items with the
 * reasons for each, and the model as bytes. Pure: no Spring, no I/O, no clock, no hidden randomness. It must not know
 * events or a database.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.portrait.model.nextitem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
