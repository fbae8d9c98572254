/**
 * The load tool: it sends events to a running service like many clients, reads profiles at the same time, and measures
 * from outside. It is not part of the service; run it with {@code ./mvnw -Pload} (see src/docs/performance.md).
 */
@NullMarked
package io.portrait.load;

import org.jspecify.annotations.NullMarked;
