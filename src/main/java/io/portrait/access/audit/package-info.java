/**
 * The audit log: a hash chain of operations, its writer, reader and verifier. In: audited operations; out: entries
 * whose order and content can be verified. It must not know routes or HTTP.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.portrait.access.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
