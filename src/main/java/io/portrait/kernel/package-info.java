/**
 * Value types and small mechanics that every module may use: ids, topics, vectors, checks, digests, background loops. In: raw
 * strings and numbers; out: values that are valid by construction. It must not know Spring, SQL, a clock or any other module.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.portrait.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
