/** Champion and challengers: selection of one of several learners by their past losses. Pure. */
@NamedInterface("champion")
@NullMarked
package io.portrait.evaluation.champion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
