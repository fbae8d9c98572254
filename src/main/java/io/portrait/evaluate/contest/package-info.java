/** Champion and challengers: which of several learners serves, by how each has predicted so far. Pure. */
@NullMarked
package io.portrait.evaluate.contest;

import org.jspecify.annotations.NullMarked;
