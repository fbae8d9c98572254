/**
 * Infrastructure beans: the clock, the scheduler, the embedded PostgreSQL, start-up errors that name the action to take. In:
 * configuration; out: beans of Spring's own types. No module imports it, and it imports only the kernel.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.portrait.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
