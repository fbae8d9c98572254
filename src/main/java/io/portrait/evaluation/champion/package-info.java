/** Champion and challengers: which of several learners serves, by how each has predicted so far. Pure. */
@NamedInterface("champion")
@NullMarked
package io.portrait.evaluation.champion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
