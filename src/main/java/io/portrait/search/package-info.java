/**
 * What clicks in result lists say of the results, once it is taken out of them that people look at the top more than at
 * the end. Pure. In: lists with their clicks; out: by how much
 * items attract those who ask a query more than their caller thought.
 */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.portrait.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
