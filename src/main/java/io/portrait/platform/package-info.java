/**
 * Beans without domain meaning: the clock, the embedded PostgreSQL, start-up errors that name the action to take. Gives
 * the other modules their infrastructure through Spring's own types; nobody imports it, and it knows only the kernel.
 */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.portrait.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
