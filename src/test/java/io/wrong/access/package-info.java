/** Counterexample: a public entity. */
@NullMarked
package io.wrong.access;

import org.jspecify.annotations.NullMarked;
