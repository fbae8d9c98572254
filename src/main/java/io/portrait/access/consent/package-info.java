/**
 * Rights of the persons described: consent, restriction, objection, export, erasure and their requests. In: a decision
 * of a person; out: what may be processed. It reaches the tables of other modules through {@link
 * io.portrait.kernel.PersonalData}. It must not know routes or HTTP.
 */
@ApplicationModule(allowedDependencies = {"kernel", "profile", "ingest", "access.auth", "access.audit"})
@NullMarked
package io.portrait.access.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
