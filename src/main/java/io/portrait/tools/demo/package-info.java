/**
 * The demo: purchases of real customers, replayed at start and shifted in time so that the last one happens now. In: the
 * sample file; out: items and events. It must not write a row itself.
 */
@ApplicationModule(allowedDependencies = {"kernel", "release", "tools.replay"})
@NullMarked
package io.portrait.tools.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
