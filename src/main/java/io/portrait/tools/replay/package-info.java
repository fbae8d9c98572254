/**
 * Replay of a data set of real purchases through the normal intake, and the demo that uses it. In: lines of an Online Retail
 * file, plain or compressed; out: items in the catalog and events in the journal. It must not write a row by itself.
 */
@ApplicationModule(allowedDependencies = {"kernel", "catalog", "ingest", "profile", "release"})
@NullMarked
package io.portrait.tools.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
