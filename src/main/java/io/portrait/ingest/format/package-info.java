/**
 * Event formats of other systems: the tracking API and CloudEvents. In: bodies as real clients send them; out: native events,
 * and item drafts read from them. It must not know HTTP or profiles. The module is open because modules below the
 * intake, which is its parent, use it.
 */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"kernel", "catalog", "ingest"})
@NullMarked
package io.portrait.ingest.format;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
