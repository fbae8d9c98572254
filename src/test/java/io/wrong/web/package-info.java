/** Counterexamples: a route without roles, and SQL. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.wrong.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
