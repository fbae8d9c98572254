/** Detection of changes in a stream of losses; pure, with bounded memory. */
@NamedInterface("drift")
@NullMarked
package io.portrait.evaluation.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
