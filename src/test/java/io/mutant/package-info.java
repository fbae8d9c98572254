/** Portrait without one of its safeguards, to show that the tests of its guarantees can fail. */
@NullMarked
package io.mutant;

import org.jspecify.annotations.NullMarked;
