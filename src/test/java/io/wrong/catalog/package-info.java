/** Counterexamples: vague class names. */
@NullMarked
package io.wrong.catalog;

import org.jspecify.annotations.NullMarked;
