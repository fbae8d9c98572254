/** Counterexamples: forbidden imports. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.wrong.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
