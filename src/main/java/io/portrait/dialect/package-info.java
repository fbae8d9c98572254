/**
 * Events in the shapes of others: Segment's HTTP tracking API and CloudEvents. In: bodies as real clients send them; out:
 * readings of native events, and what the events tell of their items. Knows nothing of HTTP, and of profiles.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "catalog"})
@NullMarked
package io.portrait.dialect;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
