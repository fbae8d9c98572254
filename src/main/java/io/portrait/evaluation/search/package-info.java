/** The task {@code search}: learning to rank from simulated clicks that depend on the rank. */
@NullMarked
package io.portrait.evaluation.search;

import org.jspecify.annotations.NullMarked;
