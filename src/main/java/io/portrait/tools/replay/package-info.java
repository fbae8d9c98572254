/**
 * Replay of an Online Retail file through the normal intake. In: the lines of the file, plain or compressed; out: items in
 * the catalog and events in the journal. It must not write a row itself; reading the file uses neither Spring nor a clock.
 */
@ApplicationModule(allowedDependencies = {"kernel", "catalog", "ingest", "profile"})
@NullMarked
package io.portrait.tools.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
