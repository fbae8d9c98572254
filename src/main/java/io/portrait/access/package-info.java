/**
 * Who may do what, and the rights of the people described: keys, tokens, rates, consent, export, erasure, the audit log.
 * In: what a request shows; out: the caller. What other modules store of people it reaches through
 * {@link io.portrait.kernel.PersonalData}. Knows no routes and no HTTP.
 */
@ApplicationModule(allowedDependencies = {"kernel", "profile", "ingest"})
@NullMarked
package io.portrait.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
