/**
 * Who may do what: API keys and their kinds. In: the key of a request; out: the caller. Knows no routes and no HTTP.
 */
@ApplicationModule(allowedDependencies = {"kernel", "profile", "ingest"})
@NullMarked
package io.portrait.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
