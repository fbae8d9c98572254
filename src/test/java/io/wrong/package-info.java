/**
 * Counterexamples of the architecture rules. They are outside of {@code io.portrait}, so that no scan of the application finds
 * them.
 */
@NullMarked
package io.wrong;

import org.jspecify.annotations.NullMarked;
