/**
 * Replays a data set of real purchases through the normal way of events, and with it the demo. In: the lines of an Online
 * Retail file, plain or compressed; out: items in the catalogue and events in the journal. Reading is pure: it knows no
 * Spring, no clock, and nothing of profiles.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "catalog", "profile", "release"})
@NullMarked
package io.portrait.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
