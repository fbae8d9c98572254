/** Counterexamples: clocks in a pure module. */
@NullMarked
package io.wrong.kernel;

import org.jspecify.annotations.NullMarked;
