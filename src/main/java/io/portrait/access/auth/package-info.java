/**
 * Authentication and rate limits: API keys, subject tokens, development mode. In: credentials of a request; out: the
 * caller and its role. It must not know routes or HTTP.
 */
@ApplicationModule(allowedDependencies = {"kernel", "ingest", "access.audit"})
@NullMarked
package io.portrait.access.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
