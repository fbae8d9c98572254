/** Detectors of change in a stream of losses, pure and of bounded memory. */
@NullMarked
package io.portrait.evaluate.drift;

import org.jspecify.annotations.NullMarked;
