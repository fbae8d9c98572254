/**
 * The load tool: sends events to a running service as many clients would, reads profiles meanwhile, and measures from
 * outside. Not part of the service; run it with {@code ./mvnw -Pload} (see src/docs/performance.md).
 */
@NullMarked
package io.portrait.load;

import org.jspecify.annotations.NullMarked;
