/** Counterexample: a module that must not be imported. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.wrong.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
