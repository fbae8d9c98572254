/** The task {@code search}: what is learned from simulated clicks that depend on the place. */
@NullMarked
package io.portrait.evaluation.search;

import org.jspecify.annotations.NullMarked;
